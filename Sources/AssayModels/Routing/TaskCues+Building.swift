extension TaskCues {
    static let codeGeneration = """
        1.6 {make} + {code}
        1.2 {make} + {language}
        0.7 {make} + §code
        0.6 {language}
        0.4 {code}
        0.6 {code} + {language}
        1.5 refactor*
        1.2 implement
        1.2 regex*
        1.0 port this
        1.0 list comprehension
        1.0 one liner
        1.0 optimi* + query
        0.8 macro
        0.8 makefile
        0.6 app + {language}
        0.8 game + {language}
        0.5 {make} + code
        0.8 show the code
        0.8 pseudocode
        """

    static let architecturalDesign = """
        2.0 architect*
        2.0 arquitectura
        1.3 design a
        1.3 design an
        0.8 design
        1.2 system design
        2.0 design pattern
        1.8 database schema
        0.9 trade offs
        1.5 monolith*
        1.5 microservice*
        1.5 monorepo
        1.2 event sourcing
        1.2 {design} + scale
        1.0 scalab*
        1.5 multi tenant
        1.2 high availability
        1.2 alta disponibilidad
        1.2 failover
        1.2 topology
        1.0 data centres
        1.0 data centers
        2.0 module boundaries
        1.0 layers
        0.6 components
        0.8 komponenten
        0.6 backend
        1.0 offline first
        0.8 grpc
        0.6 split our
        0.6 services
        0.7 migrat*
        0.9 high level plan
        1.4 blueprint
        1.3 entwirf
        0.9 aufbauen
        0.6 system
        0.6 systems
        1.2 diseña
        1.2 conçois
        0.8 {design} + how do i structure
        1.2 structure a
        0.6 consistent
        0.6 caches
        0.8 interfaces
        0.6 stores
        0.6 queue + stream
        1.2 hexagonal
        0.4 zusammen
        1.4 serverless
        1.2 message broker
        1.2 building blocks
        1.0 pub sub
        1.2 load balancer*
        1.2 shard*
        1.0 replication
        1.4 cqrs
        1.2 domain driven
        1.2 bounded context*
        1.2 event driven
        0.8 kafka
        1.4 data model
        1.2 datenmodell
        0.9 tables for
        1.2 tech stack
        0.9 infrastructure
        0.9 distributed
        1.0 verteilt*
        1.0 skalier*
        0.9 resilien*
        0.7 throughput
        0.7 overkill
        0.9 talks to
        0.7 {design} + containers
        0.6 {design} + components
        0.7 aufteil*
        0.6 trennt
        0.5 per second
        0.8 {design} + system
        1.0 should we
        1.0 sollen wir
        0.9 versioning
        0.9 public api
        1.2 idempotent
        1.2 how would you model
        0.9 {design} + permissions
        0.9 {design} + authentication
        0.9 estructura
        0.9 plattform
        0.9 plateforme
        0.9 platform
        0.8 real time
        0.9 tenants
        0.9 interface
        1.0 service boundaries
        1.0 data flow
        1.0 disaster recovery
        0.9 caching strategy
        0.9 feature flags
        0.9 sync
        0.8 legacy
        0.8 layered
        0.7 options + applications
        """
}

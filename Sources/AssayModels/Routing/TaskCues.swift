/// What people say when they want a kind of task done.
///
/// One cue a line, a weight first; 1 alone makes a task as likely as not. `*` ends the beginning of a word, `+` joins what
/// must occur together, and a name in braces is one of ``lists``.
enum TaskCues {
    static let lists: [String: String] = [
        "{make}": """
        write,implement*,create,build,make,generate,produce,program,code,port,convert,complete,add,develop,give me,need,\
        want,set up,schreib*,erstell*,programmier*,implementier*,baue,escrib*,crea,genera,écris,crée,rewrite,turn,\
        extend,change,modify,extract,brauche,something that,i m after,show me,how do i,how can i,how to,\
        make it,let me have,wie kann ich,cómo,comment faire,translate,hide,replace
        """,
        "{code}": """
        function,functions,script,scripts,class,classes,method,component,endpoint,routine,regex*,loop,macro,query,\
        dockerfile,makefile,workflow,struct,structs,extension,cli,command line tool,one liner,program,programm,skript*,\
        funktion,klasse,schnittstelle,función,programa,fonction,programme,html page,web page,server,api,flag,algorithm*,\
        text field,dropdown,plugin,parser,module,\
        snippet,code,pseudocode,userscript,bot,scraper,crawler,button,menu,view,array,string,dictionary,\
        hash map,recursion,iterator,callback,closure,async,schleife,variable,variables,handler,hook,\
        middleware,decorator,wrapper,serializer,validator,tokenizer,converter,linked list,binary tree,\
        command line,código,bucle,boucle,methode,feld,knopf,formular,context menu,subroutine,enum,\
        interface,protocol,table view
        """,
        "{language}": """
        python,swift,rust,golang,in go,to go,java,javascript,typescript,kotlin,c++,c#,in c,perl,ruby,php,bash,shell,sql,\
        vba,html,css,react,django,express,node,haskell,scala,docker,github actions,terraform,json,\
        lua,dart,flutter,rails,spring,vue,angular,svelte,nextjs,numpy,pandas,matlab,powershell,awk,sed,\
        jquery,tailwind,sqlite,postgres,mysql,mongodb,redis,graphql,kubernetes,ansible,arduino,unity,\
        cobol,fortran,elixir,erlang,clojure,f#,zig,julia,swiftui,uikit,android,ios,firebase,s3,lambda,\
        yaml,xml
        """,
        "{software}": """
        code,function,functions,module,modules,app,server,service,services,request,requests,page,loop,build,program,\
        query,join,method,class,api,database,deploy,container,container,job,log,logs,console,thread,programm,server,\
        serveur,consulta,liste,list,screens,login
        """,
        "{trouble}": """
        not,doesn t,won t,isn t,can t,cannot,nicht mehr,nicht,keine,no longer,refuses,complains,keeps,wrong,incorrect,weird,\
        strange,stuck,twice,suddenly,although,failed,failure,red,denied,rejected,missing,disappears,stops,stopped,warning,\
        nil,null,undefined,nan,too high,too low,slow,instead of,don t know,falsch,leer,hängt,disconnect*,timeout*,invalid,\
        mal,plante,planté,erreur,wrong,lost,never,empty
        """,
        "{system}": """
        useeffect,build,app,anwendung,programm,program,server,serveur,websocket,connection,connections,connect,ci,main,\
        pipeline,cargo,compiler,npm,pip,gradle,xcode,git,postgres,database,login,page,browser,update,deploy,variable,\
        function,loop,query,request,requests,api,script,code,test,container,docker,job,thread,sum,index,array,snippet,\
        screen,button,cache,cron,service,import,module,package,dependency,value,field,form,session,cookie,certificate,ssl,\
        render,component,state,console,terminal,assertion,memory,cpu
        """,
        "{design}":
            "design,propose,sketch,plan,choose,should we,should i,how should,how would,how do i,welche,wie,which,what",
        "{ask}": "why,why does,warum,pourquoi,por qué,woran,what,how,find",
    ]

    static let all: [TaskType: String] = [
        .codeGeneration: """
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
        """,
        .debugging: """
        2.2 §exception
        1.6 fix
        1.6 fixing
        1.6 debug*
        1.6 bug
        1.6 bugs
        1.6 crash*
        1.2 freez*
        1.2 hangs
        0.8 error
        0.8 errors
        1.2 fehler
        2.5 stack trace
        2.5 traceback
        2.5 segmentation fault
        2.5 segfault
        2.2 undefined reference
        2.0 off by one
        2.0 race condition
        1.6 deadlock*
        2.0 infinite loop
        1.6 never ends
        2.0 exit code
        1.2 memory leak
        1.4 leak
        2.0 not working
        2.0 does not work
        2.0 doesn t work
        1.6 it worked
        1.8 went wrong
        1.8 am i missing
        1.6 the mistake
        0.7 {ask} + §code
        1.2 fails
        1.2 failing
        0.8 broken
        0.8 repair
        1.2 diagnos*
        1.6 troubleshoot*
        1.6 root cause
        1.6 track it down
        1.2 time out
        1.2 times out
        1.6 stürzt
        1.6 absturz
        1.2 speicherzugriffsfehler
        1.4 woran liegt
        1.4 warum bekomme ich
        0.7 fehl
        1.0 ne fonctionne pas
        1.2 trouver la cause
        1.2 algo está mal
        1.0 por qué + {software}
        1.0 no funciona
        1.0 502
        0.8 unexpected
        0.8 silently
        0.8 overlaps
        0.8 blank
        0.8 what should i check
        0.7 can t get rid
        0.9 redirects forever
        1.0 unable to
        1.0 cannot read
        1.0 non fast forward
        0.7 must be unwrapped
        0.7 after upgrading
        0.7 since the last
        0.8 why + {software}
        1.1 {trouble} + {system}
        0.5 {trouble} + why
        0.6 {trouble} + {language}
        0.6 complains
        0.6 suddenly
        0.6 any idea
        0.6 nicht mehr
        0.5 wrong
        0.9 assertion failed
        0.7 called twice
        """,
        .architecturalDesign: """
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
        """,
        .documentation: """
        2.6 readme
        2.6 docstring*
        2.6 javadoc
        2.6 doc comments
        2.0 documentation
        2.0 documentación
        2.0 dokumentation
        2.0 benutzerdokumentation
        2.0 dokumentier*
        1.8 document the
        1.8 document this
        1.8 document our
        1.8 document all
        2.6 changelog
        2.6 release notes
        1.3 tutorial
        1.3 getting started
        1.1 guide
        1.5 anleitung
        2.2 runbook
        2.6 man page
        1.5 faq
        1.3 wiki
        1.3 onboarding
        2.2 reference page
        1.2 openapi
        1.3 comments
        2.0 kommentier*
        1.5 explain this code
        1.0 glossary
        1.2 manual
        2.6 decision record
        1.0 describe the configuration
        0.6 for our users
        0.6 installation
        1.2 describe + api
        0.9 describe + endpoints
        1.0 describe + module
        2.0 instructions
        2.0 header comment
        1.4 handbook
        1.4 handbuch
        1.0 in plain words
        1.8 versionshinweise
        1.6 docs
        1.6 api docs
        0.8 usage
        1.0 how to use
        1.0 comment
        0.8 explain + {system}
        0.6 external partners
        1.0 specification
        """,
        .testing: """
        2.6 unit test*
        2.6 tests unitaires
        2.6 integration test*
        2.6 load test*
        2.6 test plan
        2.6 test case*
        2.2 tests for
        2.2 tests für
        1.4 tests
        0.8 test
        1.4 testing
        1.3 teste
        1.3 testen
        2.2 testfälle
        2.6 casos de prueba
        1.6 pruebas
        1.5 edge cases
        1.8 mock
        1.6 mocks
        1.5 stub*
        2.2 pytest
        2.2 junit
        2.2 xctest
        1.2 fixtures
        1.6 coverage
        1.6 playwright
        1.6 cypress
        1.6 selenium
        1.0 end to end
        1.6 property based
        1.9 fuzz*
        2.2 gherkin
        1.2 acceptance criteria
        2.2 regression check*
        2.2 regression test*
        2.2 snapshot test*
        1.3 assert*
        1.3 grenzwert*
        1.5 mutation testing
        1.3 testcontainers
        1.0 be tested
        1.6 spec files
        1.0 specs
        1.6 characterization
        1.6 in tests
        0.8 prüfungen
        0.9 fake
        0.7 simulate
        0.8 safety net
        1.0 qa
        1.6 test data
        0.9 verify
        1.0 check that
        0.9 boundary
        1.6 corner cases
        0.9 scenarios
        0.9 likely to break
        0.7 {make} + inputs
        """,
        .dataAnalysis: """
        1.2 csv
        1.2 dataset*
        1.9 dataframe*
        1.0 excel
        1.2 xlsx
        1.3 plot
        1.1 chart*
        1.1 diagramm
        1.9 histogram*
        1.1 trend*
        1.1 tendencia
        1.4 outlier*
        1.4 ausreißer
        1.7 correlat*
        1.7 korrel*
        1.4 regression of
        0.8 regression
        0.8 significant
        0.9 survey
        1.5 time series
        1.5 forecast*
        1.1 cluster
        0.6 segment*
        1.5 cohort
        0.8 retention
        1.9 pivot*
        1.2 aggregat*
        0.5 average
        1.0 percentile
        1.3 standard deviation
        1.3 mittelwert
        1.0 streuung
        1.3 écart type
        1.0 moyenne
        1.0 distribution
        1.0 visuali*
        1.0 dashboard
        0.9 conversion rate*
        0.5 sales
        0.6 ventas
        0.6 umsätze
        0.4 data
        0.6 daten
        0.5 table
        0.6 tabelle
        1.0 numbers below
        1.3 messreihe
        1.3 messwerte
        0.6 analyze
        0.6 analyse
        0.8 analysis
        0.8 analiza
        1.2 werte + aus
        1.0 auswert*
        0.9 cifras
        0.6 visitors
        0.6 converted
        0.6 columns
        0.7 per day
        0.7 per month
        0.7 pro quartal
        1.0 weekly pattern
        0.9 entwickelt
        0.6 difference + noise
        0.6 churn
        0.6 top ten
        1.0 revenue
        1.0 kpi*
        0.8 by country
        0.8 by region
        0.8 by month
        0.6 quarter
        1.6 confidence interval
        0.6 mean
        0.9 median
        1.1 variance
        1.6 seasonality
        0.7 numbers
        1.0 measurements
        1.2 spreadsheet*
        0.7 stands out
        0.6 weekday
        0.9 table attached
        1.2 statistic*
        1.2 statistik
        1.6 p value
        0.7 percentage
        0.6 growth
        0.9 grafisch
        0.7 verlauf
        1.0 kennzahlen
        1.0 durchschnitt
        0.5 prozent
        0.5 anteil
        0.5 traffic
        0.5 rows
        1.0 breakdown
        0.8 break down
        0.8 year over year
        """,
        .reasoning: """
        1.8 prove
        1.8 proof
        1.8 beweis*
        1.8 demuestra
        1.8 démontre*
        1.2 step by step
        1.6 puzzle
        1.6 riddle
        0.8 logic
        1.6 logical*
        1.8 deduce
        1.2 premise*
        1.2 follows from
        1.2 implies
        0.7 argument*
        0.8 flaw
        1.6 fallacy
        1.2 reasoning
        1.4 reason it
        0.7 rational
        1.2 solve
        1.0 equation*
        1.4 integral
        1.4 theorem
        1.1 probability
        1.6 how many ways
        1.0 paradox
        1.2 dilemma
        1.2 pros and cons
        0.8 conclusion
        0.8 assumptions
        0.7 consequences
        0.8 justify
        1.0 begründe
        0.7 explain why
        1.2 first principles
        0.6 estimate
        1.6 next number
        1.0 irrational
        0.8 if all
        0.8 are some
        0.8 in welcher reihenfolge
        1.2 km h
        0.6 more than
        0.8 suppose
        0.8 work out
        0.6 triangle
        0.7 primzahl*
        0.7 prime*
        0.6 equivalent
        0.8 warum folgt
        0.7 who lied
        0.6 switching
        0.5 each other
        1.2 how old
        1.0 wie alt
        0.9 twice as
        0.9 times as
        0.9 mal so
        0.9 dreimal so
        0.7 left of
        0.7 right of
        1.2 divisible
        0.6 integer
        1.6 show that
        1.5 devil s advocate
        1.2 rebut*
        0.7 discuss
        1.0 argue
        1.2 contradict*
        1.0 necessarily
        0.7 therefore
        1.0 conclude
        1.2 infer
        0.6 evaluate
        0.9 philosoph*
        0.9 ethic*
        1.5 thought experiment
        0.7 calculate
        0.6 compute
        0.6 berechne
        0.6 km
        0.7 sequence
        0.7 §formula
        """,
        .vision: """
        1.4 image
        1.4 images
        1.4 picture
        1.4 pictures
        1.5 photo
        1.5 photos
        1.5 photograph*
        1.4 dem bild
        1.4 das bild
        1.5 foto*
        1.5 screenshot*
        1.4 imagen
        1.0 x ray
        1.2 scan
        1.2 scanned
        1.0 handwriting
        1.4 alt text
        0.8 caption
        1.2 pic
        1.0 jpg
        1.0 attached + png
        0.8 what do you see
        0.8 siehst du
        1.4 ocr
        0.9 attachment
        0.8 shot
        0.5 crop
        1.2 img
        0.8 drawing
        0.9 selfie
        1.0 meme
        0.8 painting
        0.6 logo
        0.7 look at the attached
        """,
    ]
}

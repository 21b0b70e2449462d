extension TaskCues {
    static let debugging = """
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
        1.0 unable to
        1.0 cannot read
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
        1.0 nonzero exit code
        1.0 permission denied
        0.8 connection refused
        0.6 stack overflow
        0.8 memory + grow*
        0.7 une idée
        1.0 what s wrong
        1.0 symbol s not found
        """

    static let testing = """
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
        0.7 {make} + inputs
        1.8 vitest
        1.8 jest
        1.8 rspec
        1.8 smoke test*
        1.8 contract test*
        1.2 happy path
        1.8 testdaten
        1.4 beispieldaten
        1.0 simuliere
        1.0 worth checking
        1.4 cover
        1.2 flaky
        1.4 test suite
        1.2 tdd
        1.4 parametrised test
        1.4 parameterized test
        1.6 cucumber
        1.2 how to test
        1.2 harness
        """
}

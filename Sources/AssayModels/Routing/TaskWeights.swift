// Written by Benchmarks/tasks.sh; not to be changed by hand.

/// What each cue of a prompt says about each task, fitted to labelled prompts.
enum TaskWeights {
    /// The tasks, in the order of the letters in ``table``.
    static let tasks: [TaskType] = [
        .codeGeneration, .debugging, .architecturalDesign, .documentation, .testing, .dataAnalysis, .reasoning, .vision,
    ]

    /// The evidence for each task without any cue, in the order of ``tasks``.
    static let biases = [-3.7362, -1.8670, -3.7095, -3.8426, -3.5796, -2.8435, -3.0352, -4.2224]

    /// The evidence one unit of a weight in ``table`` stands for.
    static let unit = 0.064781

    /// Cues, each with the tasks it speaks for or against by their letters, and how much by a whole number.
    static let table = """
        0=a-9b7e-4f6g9;0 2=f9;000=b5;1=a6e-8f-4g13;1 to=a5;10=a-7b16e-8;10 000=b5;100=a9c-5f-10g10;11=b6;12=a-5b9;\
        120=f10;14=g-4;15=a4g7;17=g5;1m=c6;2=a-5b10c-6d-6g13h-8;2 mb=b4h-5;2 y=g5;20=f-5g5;200=e8g-5;2019=f11;2020=f11;\
        2021=f11;210=f5g-6;22=a6;2x=g7;3=a-5b-5c-6d5e-5f-5g17;3 15=a5;30=g4;300=f7;4=d5g4;40=d-5f6g7;42=g6;5=c-6g6;\
        500=b-6e13;6=g9;60=e5;7=g6;8=d5;9=b4e-7f8;90=e5g8;95=f5;95 confidence=f5;999=g8;^a=a8d4f-9g12;^add=b-4d4;\
        ^after=b8;^analyze=f-5;^beschreibe=h4;^bitte=a5;^break=c5d6;^build=d-5;^calculate=f9;^can=c-5g4;^check=e-11f5;\
        ^clean=b-5f5;^comment=a5c5;^compare=c-6f12g-5;^complete=a9f-4;^compute=f4;^convert=a-11;^cover=e5;^create=a6c-6;\
        ^der=f-4;^describe=c6f-6;^design=c6f-6;^diagnose=b6;^die=b6;^diseña=c5;^do=f15;^docker=a-5;^doe=g10;\
        ^draft=a-5d7;^draw=f6;^décris=d10h5;^ein=a4g8;^entwirf=c10;^erkläre=d5;^erstelle=a-5;^every=g7;^explain=b-6;\
        ^explica=d8;^extract=a6;^fill=d6;^find=b-8g13;^fix=b5;^formuliere=d6;^getting=b5;^give=b-5e6;^given=h4;^haz=a4;\
        ^help=a-7b4;^here=f8h10;^hi=a5;^how=a-6b-12c7d-5g-19;^i=b-9d5e7f-11g5;^if=g12;^implement=a13;^in=f7;\
        ^is=a-5b-7c5h5;^ist=g6;^it=b11;^java=a-5b5;^la=b10;^le=b8;^let=a11b-8;^list=e8;^make=a5b-4c8d-6;^my=a-8d-6g-6;\
        ^name=h7;^necesito=a7;^ok=b6;^our=b10;^plan=c-5;^please=a-6d5;^por=b7;^produce=d9f-4;^prüfe=a-4;^rate=f8h4;\
        ^refactor=a6b-4;^run=e-6;^rédige=d5;^schreib=d4;^should=g4;^show=h-7;^simulate=e7;^sort=a-5;^suggest=c5;\
        ^summarise=d-5;^tell=b-6d5e-8;^test=c-5e-11;^the=a-10b28e-8f-7g-10h-6;^there=b7;^think=c11g-5;^this=b10;\
        ^turn=g-4;^two=b5;^un=g8;^use=f6;^was=d6;^we=c8f5g-7;^werte=f5;^what=b-8d5f-10g-12h-8;^where=c8;^which=b-10e-8;\
        ^who=f-4;^why=g-5;^wie=b-5c8g-7;^would=g7;^write=c-10;^zeige=g5;^{architecture}=c6;^{argue}=c-4g11;\
        ^{change}=a13b-23c-8f-7g-10;^{check}=a-5b-10c-4e9;^{code}=a6b-4;^{component}=c7;^{decide}=a-7b-8c16d-8e-8g-6;\
        ^{design}=a-4b-11c22d-5e-8f-12g-5h-8;^{docs}=b-6d9f-4;^{error}=a-6b13f-5g-5;^{everyday}=a4f-6h-6;\
        ^{explain}=a-13b-13d22e-9f-8g-6;^{fact}=b-11c-7d-5f-12g-19h-5;^{framework}=b8c-8;^{image}=h-12;^{infra}=a5b-4;\
        ^{language}=a-12b11d-4f-4;^{logic}=b-8d-5f-9g7h-5;^{make}=a15b-23c-19d5f-10g-14h-7;^{math}=f-5g10;^{page}=d-6e8;\
        ^{puzzle}=a11b6g-4;^{quantity}=b-4c-7g6;^{question}=a-4b17c-6e-5f-6g-9;^{repair}=b14c-5d-4;\
        ^{see}=b-14d-4e-7f-10g-4;^{smalltalk}=c-6f-9g-10;^{snippet}=b-5d-6;^{software}=d-6e-5f7;\
        ^{statistic}=a-5b-6c-7e-5f6;^{symptom}=b9;^{test}=a-8b-8c-9d-4e14f-5g-8;^{trouble}=b6;\
        ^{want}=a6b-15e5f-10g-10h-9;^écris=a5;a=a9b-18c7d-5e-6f-6g6h-12;a and=b5;a bird=h4;a broken=b6e5;a chat=c6;\
        a colleague=b7;a div=a13;a dockerfile=a5;a docstring=d5;a family=c4;a function=a5;a gap=b6;a histogram=f4;\
        a how=d7;a is=g5;a library=c5;a line=f7;a load=a-6e7;a million=c4;a module=d8;a multi=f-5;a new=a8;a nice=a-4;\
        a number=g5;a payment=d-4;a picture=h-5;a plan=c6;a plugin=c6;a product=c5d-7;a public=c5;a rate=c4;a readme=a8;\
        a real=g-4;a robot=d-10e13;a running=d6;a self=c6;a shopping=c5;a short=a-4;a six=g6;a small=c-4;a square=g5;\
        a sunset=h-6;a system=c9;a table=a-10c-4d7;a target=c8;a test=b7e4;a wedding=f-5;a week=f5;ab=f-6;aber=b9;\
        abfrage=b5;about=a-11d6e-7;about the=e-5;add=b-7d11e5f-4;add a=d-5;add pagination=a7;after=a-8b16d-7h-5;\
        after a=f-5g5;after an=a-6;after each=e7;after the=c6f12g-6;against=b-4c-5e10g7;against the=f-4;age=f8;agent=b4;\
        al=b5g7;algorithm=g5;all=a-7d7f-11g10;alle=e5g10;also=a13e-6f4;alt=h6;alt text=h6;alway=b7;am=c-4d-4f14;\
        am höchsten=f15;amount=e5;an=a10b-12d4e-8f-7;an api=a6;an approach=c7;an architect=c-6;an architecture=c5;\
        an error=b-4;an hour=a-6;an s3=a4c-6;analyze=f-5;analyze the=f-5;and=b-10c8e-7f8g8;and a=g8;and after=f4;\
        and compute=f4;and explain=a-4f-9;and get=c4;and how=g6;and i=g-5;and one=b-5g6;and print=f7;and relation=c7;\
        and show=f6;and tell=f9g-5;and the=a5;and who=f4;and write=a11c14;android=b10h-9;animation=a7;ann=g4;\
        answered=f6;any=a4;any good=e5;any idea=e-5;any language=a5;api=d11e5f-6;api limit=d4;aplicación=b6;\
        app=a4c6d-9f-5;application=b5c8;approach=c8;aprè=b5;architect=c-11;architecture=c5;architecture for=c8;\
        architektur=c4;are=a-13c-10e-6g-5;are missing=h4;are the=f4;are they=f5;are two=b5;are we=f5;argue=g8;\
        argument=g5;arrow=f-8h9;at=f-5;at my=h5;at once=a5;attached=d-5f-7h13;attached diagram=f-8h9;auf=a-5b7e-6g-6h7;\
        auf dem=b7c-5e-5g-4h7;aus=a6b-6;automated=d-8e6;automatically=e5;avec=e6;average=f5g5;await=a6;b=c-6f6g6;\
        b and=b5;back=a-4g6;back button=b4;back to=b5;backend=c6;background=d5h6;backup=a5;bad=a-6b7;balcony=c-7;\
        ball=a6;bank=d-4;base=c7f-4;base de=c7;bash=a-5b5;basic=g5;basic income=g5;be=c8e4g8;be fair=g4;\
        before=a-4b9c-7e8f-5g6;before and=f4;behind=b11d-5;beide=c6;beim=b10;below=a5b5;beschreibe=h4;better=f5;\
        between=c20f-5g-14;between our=d4;between phone=c6;between the=b5;biggest=f7;bild=b4;bin=a-7b5;bird=g6;blue=b-5;\
        body=a8f-4;bot=a5;both=e-6f14;boucle=b7;braucht=b5;break=c5d4e4f-5;break down=d6;break this=c5;breaking=c7;\
        bricht=f-4;bringen=b-5e4;broke=b7;broke the=b7;broken=e5;browser=a7;bucket=c-6;bucket with=c-6;bug=b7;\
        bug in=b10;build=b5;build a=a-6;building=h6;building in=h6;business=c12;but=a5b7e-5f-5;but the=b7;button=b4;\
        buy=f8h-6;by=b-5c-4e-4g5;c=a14d-5g5;cache=c-5;cada=g5;cake=g12;calculate=f9g-4;calculator=g5;calcule=a6;\
        calcule la=a6;call=b6;called=g9;calling=b6e-9;came=g6;can=a-8;can an=g5;can be=c5;can i=b-7e6;can we=f9;\
        can you=c-5;cannot=b4;canva=a5;car=h5;card=e-5g5;carefully=f5g7;cas=e4;case=b-4e10;caso=e7;cat=b-7;cause=b9;\
        ce=d7;ce que=d6;ce script=d7;ces=f5;cette=h4;chain=b-5;change=b-4c8d6;changed=b5;channel=f5;chaque=d12;\
        character=f-11;chart=a-4;chat=c5f6;chat with=c6;check=a-7c-5d-5e18f7g-6;check that=e7;chiffre=f6;choice=c5;\
        choose=c5;claim=c5;class=a-8;classe=e9;clean=b-6f5;click=e5f4;clicking=a4;client=a8;clue=g5;code=e-6f-5;\
        collaborative=c5f-5;colleague=b7;come=b8c-4f5g-5;come up=f6;command=a4b-4f-6;commande=d9;comment=a-5d5f6;\
        comment faire=a8;comment on=f9;comment to=a-5;commit=a6;compare=b-6c-6f9;compare the=b-5e4f-5;complain=a-4;\
        complete=a6f-4;component=c6;composition=h5;composition of=h5;compute=f10;compute the=f5;conclusion=g6;\
        confidence=f5;confidence interval=f5;config=d7;conflict=c6;consequence=g8;consider=g5;console=f-4;consumer=c6;\
        container=a-5;conversion=f4;correctness=g5;correlation=f5;cost=f-15g8;could=c4e7;could you=a5;count=a-4;\
        cover the=e5;coverage=e13;coverage of=e6;create=a8c-5;create a=a11c-5;cron=a5;crop=h5;css=b10;csv=f8;curve=f10;\
        curve of=f10;customer=b5d8;customer number=f6;customer with=d5;cut=g8;código=d5;d=b-5c7;d 3=d7;dark=a6b-4;\
        das=e-7;dass=f-4g6;data=c6e8f-15;data for=e6;database=c10;dataframe=f5;dataset=b-5d-4f12;date=a5e5f5;date in=f5;\
        datenbank=c4;dato=c10;dato de=c5;day=a-5c-7g7h-4;day is=g5;de=a-4b-6d10g-4;de client=f4;de dato=c10f-4;\
        de donnée=c4;de la=d13;de una=c5;decide=g10;def=a-9b10;default=d11;defend=g6;delivery=c5g-5;dem=b8c-6g-7h5;\
        dem bild=b-5h7;dem foto=h5;demand=f6;den=f6;department=f-5;der=f17;des=a-5d5f6;describe=c5f5h-4;describe a=c8;\
        describe what=f11;describing=d5;description=a-4d13;design=c6e-5f-15;design a=f-6;design pattern=f-5;detect=f6;\
        dev=a-4b7d6;developer=d7;df=b5;diagnose=b6;diagram=f-7h9;did=c-8f18;did the=c-5;die=a-5b9d9g-7;\
        die architektur=c4;die liste=b9;diese=a-5d13f8;dieser=a7;difference=f9g-13;difference between=g-7;digit=g5;\
        discount=f-4g6;diseña=c5;diseña la=c5;disk=e5;distributed=f5;distribution=f9;distribution of=f6;div=a13;\
        django=c6;do=a-9b-5c-5d5e-12h-6;do i=b6c-12e-6g-6h-8;do people=f10;do we=c11f-5;do you=g11h6;doc=a-8d7e-5;\
        doc comment=a-7;docker=a-5;dockerfile=a5;dockerfile for=a5;docstring=d8;doctor=g4;document=d5;documentation=a-4;\
        documentation for=a-4;doe=a-9c-5e-4f-9g8;doe a=c4f-8;doe it=b-4;doe the=c-9d-4f12g5h4;doe this=d7;doing=d6;\
        don=d5;don t=d5;done=d7;doppelt=b8;double=f-5g8;down=a-6b5d7;down to=d-5f6;download=b5f-5;doxygen=d4;\
        draft=a-5d7;draw=f6;drei=a5;drive=g4;driving=b4c5e-16;du=b-5d11;duplicate=b-5f5;duplicated=a6;décris=d10h5;\
        each=a-8c-5d12f13;each other=b8f-5;eat=a-6;editor=c5f-6;eight=g7;ein=a14b-7d-7e-8g4;eine=a11d-4f-9;\
        eine funktion=a14;einen=d-6;einer=e-5;eingaben=a-4b-5e7;el=b10;element=a-4b11e-7g-5;else=a6b8;empty=a5b7;\
        en=a12d-4h5;en c=a8;en la=h6;en una=d5e4;end=g6;end to=c5;endpoint=a4e-5;engine=c8;entwirf=c10;environment=d7;\
        equivalent=a8;equivalent of=a8;er=g4;erkläre=d5;erp=c4;error=a-9g-5;erstelle=a-5;erstelle eine=d5;es=b-5c-6g17;\
        est=b-5e-4;esta imagen=h4;este=d8;estructura=c5;et=f14;euro=g4;event=f8;event table=f5;every=a5e4g5;\
        every morning=a5;every second=a5;exam=f5;example=d4e4;example for=a5;exit=a-9b6;expected=b10g-4;\
        explain=a-11b-8g5;explain each=a-4;explain how=c4;explain photosynthesis=d-5;explain this=d7;explain what=f9;\
        explain why=g5;explica=d8;export=e5;expression=a8;expression for=a5d6;extension=a8;external=a15;extract=a6;\
        extract the=a6;f=g5;factor=d5g4;fail=b6h-5;fail with=b8e-5;failed=a-5b5e-13;failure=g-4;fair=f5g5;fair to=f5g5;\
        faire=a8;faire une=a8;false=g7;family=c4;far=f5;fatal=b7;father=g10;feature=f9;few=b9;fewer=f6;field=e12;\
        field that=e5;figure=f4;file=a13b-6d8e5h-8;fill=d6;fill in=d6g5;find=b15c-5g13;find out=b6e5;find the=b12;\
        fine=b11;firm=c10;first=b4;fit=d-4f17;fit a=f13;five=e-7f6g9;five question=e-5;fix=b5;flat=b-5;flaw=g6;\
        flaw in=g6;flight=g-4;flow=c4;flow in=d5;flower=a5;fois=b8;follow=d5g-5;following=d5;\
        for=a-19b-17c14d10e10f-14g-25h-20;for a=a4d-6;for an=c-6;for customer=d7;for each=f9;for i=d4;for it=a13;\
        for loop=a4;for my=a5c-9;for our=c8e4;for the=a-11b-5c-8e10;for this=d-6e6;for x=a7;forever=b4;form=e7;\
        format=c7d7;formula=a5;formular=a7b-6;formuliere=d6;formuliere die=d6;foto=h11;found=b6;four=e-5g12;\
        framework=c5d-10e8;french=e-5;fresh=d6;friday=a5;from=a7;from 1=a5;from a=a4d7h-4;from the=a-5c9d-5h8;\
        from these=b-5f8g5;func=a9f-4;function=g-4;function that=a5;funktion=a21;funktion mit=a-4;fünf=g5;\
        für=a5b-13c6d14e17f-7g-9h-4;für den=e4;für eine=c4;game=a10;game of=a8;gap=b5f4;garden=c-7;gateway=c-4;gb=a5;\
        german=e-10;get=e-10g8;get a=c4;get from=d6;getting=a-4b5;gibt=g5;git=a5;github=a8;give me=b-6e5;given=h4;\
        given the=h5;given these=f6;go=a15b-7e6;go project=c4;good=b-5d6e7g-7;goroutine=a6;got=b11;graph=c6;group=f13;\
        groupby=f7;grow=c5;gráfico=f5;guest=f4;half=b7f-4;half of=b7;hand=g5;happen=b9e-6;happen in=e-5;has=a-8g9;\
        hay=f14;haz=a4;head=a5;header=d5;healthy=b6;heating=b-5;hello=a5;help=a-14b7;help me=e-4;help my=a-9b7;\
        helper=a13;here=b9d7g-4h8;here are=f7;here is=b5h6;hi=a5;highest=a5;histogram=f4;hold=b4;hospital=e-6f9;\
        host=a6b5;hour=a-7b10;house=g6;how=c9d4h-12;how a=c8;how are=f5;how can=b8c7e5f-4;how do=a-5b6f-7h-8;\
        how doe=c-7;how many=c-5f-5g18;how our=d5e-8;how should=c10f-5;how strongly=f11;how the=d8;how to=d6;\
        how would=f-4;how you=c5;html=d-5;http=a16b6;hurt=e5;hurt us=e5;höchsten=f15;i=a-5b5c-13e-5f-13g-8;i am=f-4;\
        i buy=h-5;i don=d5;i expected=g-4;i find=b12;i have=f5;i in=d5;i m=a7h4;i need=a8e-5f4;i photographed=h5;\
        i run=e7;i test=e4;i want=c6;iban=a6;ich=c-7e7f-5g-5;ich eine=e6;ich in=a4;idea=e-6;idea for=c-5;\
        if=a15b-8d-4f-7g18;if a=a6;if the=b-5;if x=a7;il=g5;ils=g4;im=a4;image=e-5f-10g-6h13;image and=h5;imagen=h8;\
        implement=a12;implement a=a5;implementation=e5;import=a4;in=a10c-9d-6g-14;in a=c5e-5g8;in an=f-6;in c++=a4;\
        in java=a8;in jest=e4;in may=f8;in our=c4;in python=a8;in range=a5;in the=b-9d6e-4h20;in this=a-11f11h10;\
        included=c5;income=g5;independent=c5;independent of=c5;influence=f5;init=d8;input=b4e13;insert=a12f-4;int=b7;\
        integrator=d6e-7;interface=c5;interval=f5;into=a5c8d-9;into a=a4f4g-5;into the=e5;intranet=d-9e8;invoice=b9f-4;\
        iphone=b9h-9;is=a-20c-14d-5e-11g12;is a=g8h4;is alway=b6;is better=f5;is false=g9;is it=g8;is lost=e4;\
        is now=a-4;is that=g-4;is the=g-5;is this=d5;ist=b-4c-8d-4f9g18;ist die=f7;ist er=g4;ist es=g9;it=a8b5e-5g8h-8;\
        it in=f8;it out=g7;it up=d4;item=c7;its=a7b-4g7;its own=a7;jar=b-5;java=a8g-4;javadoc=d7;javascript=a6d-4e-5;\
        je=b7f7;jeden=b8;jest=e6;job=a-5;jpg=a6;json=a7d-5;jump=b8;katzen=g10;keep=b-9;keep the=a7b-5;key=c5g-4;kilo=g4;\
        kim=g7;know about=d4;l=b5;la=a-5b12c-6d10e-7;la aplicación=b7;la moyenne=f6;la page=d5;laptop=c6d6;large=b8;\
        last=e-4f12;last commit=a7;last year=f4g-5;latest=f-4;layer=e4;layout=f7;le=b8d8;lea=g6;learn=a-5;learn to=a-4;\
        left=d4e-5;legacy=c5;len=f5;les=c-4d8f9;lese=c4g-4;let=a10b-8c6;let a=e5;let the=a10b-5;librarie=a5;lie=g5;\
        life=a7;like=g-4;limit=e-5;limiter=c4;line=c-6d14e-8g-5;line that=a6;linear=f7;link=e5;linked=f8;\
        list=d-6e7g-8h4;lista=a6;liste=a-5b8;listing=d4;live=a-4;load=a-6b5e6f6;log=a-4f4g11;logic=c6g4;logical=g4;\
        login=e13;login redirect=b6;logo=c-5;lokal=b6;longer=f6;look=f6;look like=f5;looking=g4;lookup=a5g-4;loop=b5;\
        los=d5;lost=e5;m=b5h4;macht=d8;macro=a5;mail=b9d5f-6;main=b10e-7;make=a5c13d-11;make a=a-4c10d-5;make an=a7;\
        make sure=c7;make this=a5;makefile=a9;man=c9g-5;many=a-6c-6f-9g18;mark=b12f5;markdown=a-5;marketplace=c7;\
        matche=b5;matche too=b6;max=g6;maximum=b9;may=f7;mb=b4h-5;me=a-5c-6g-15h-5;me a=c-5e-5h-7;me an=a5c8;\
        me what=b-5;me which=f8;mean=g-7;mean 5=d4;meaning=d8;median=a6;mehr=b4;memory=a-7b8;men=g5;message=c7f-5;\
        method=b-5e10;method in=a-9e15;method so=a6b-4;migration=b4c-4;million=c7;minimum=a-4;minute=b6c-5;\
        missing=b-10e4f5h4;mistake=b4f8;mit=a5b-4d-4;mock=e9;model=e5f14;module=c-4e5;module for=a4c-6;monat=f8;\
        month=f5g-4;monthly=f7;more=f17g-8;more than=g-6;morning=e-8;most=f7;move=g4;moved=a-5;moved to=a-5;movie=h6;\
        moyenne=f6;ms=e6;much=b6;much should=b4;multi=f-5;multi tenant=f-5;must=b5e-5g8;must be=b6;\
        my=a-5b4c-19d-8e-8f-9g-16h7;my neighbour=b-6;my regex=b6;mysql=a12f-4;n=a6g4;nach=b4;name=b-6e6g-5h7;\
        name the=h8;ne=b6;near=c5;necesito=a7;need=b-5c16e-7;need for=e-9;need to=c8;negative=a14f-5;neighbour=b-6;\
        never=c7;new=b-4e9;next=f5;nice=a-5;nicht=b10h-9;nicht mehr=b4;night=e5;nil=a-6;no=a-4f4g6;nobody=g4;noon=c4;\
        not=a-5b12c-4e-7f-6g7;not found=b6;note=a-7b-4d7;nothing is=e5;notre=b-6e13;now=a7e-4f-7;number=a4b-6f9;\
        number and=f6;nur=b6;nächste=f4g5;o=a11c7;objection=g7;oder=c6;of=b-10c4d-4e-9f9g5;of 10=e-6;of a=b-5c7d-5f-9g4;\
        of both=c8e-5f9;of life=a7;of my=h8;of our=b-5c-5d5f9;of python=a8;of response=f6;of the=a-8d6h6;of them=a6;\
        of this=a-5d7h7;of two=g5;of type=b6;off=c6g-4;ok=b5;old=e5g-5;older=c7;ole=g12;on=a-5d-9g-5;on a=a-7e13;\
        on average=f-7g5;on the=f5g-7;once=b6;one=a-7e7f-7g18h-4;one of=a6g5;only=b6d4;only the=b7;ont=g4;open=f-6;\
        open a=a6;open source=d5;option=a-6d15f-5;or=a-6b-7c13f-7;or the=c5;order=e5g4;other=b11f-7;other s=b9;\
        our=a-15c7d22g-13h-7;our rest=d6;our upload=e8;out=a-8b17d-8e5;out of=b5g-6;out what=b5;out why=e5;\
        out without=g6;over=h-6;over the=f5;own=a6;p=a5;package=a-4;page=e-7f-6;pagination=a9d-6;pagination to=a7;\
        panda=f5;para=b-4c8e4;para un=c8;parameter=d8g-4;paris=f5;parser=b4e7;part=a5b-6c11;part of=c7;partner=d5;\
        passe=e-6;passt=c6;path=e8;pattern=f-5;payment=c9d-5;payment gateway=c-4;payment provider=c5;people=c-5f16;\
        per=a-5b-6d-4f13g-5;per customer=f-4;per endpoint=a-4;percent=e5g6;phone=c4;phone and=c6;photo=b-5f-6g-10h18;\
        photographed=h5;photography=h-11;photosynthesis=d-5;photosynthesis to=d-5;pic=h7;picture=a-5c5d-5f-5g-10h8;\
        piece=g8;pip=g5;plan=f-5g-4;platform=c5;player=a5;please=a-7b-5d4;plot=f5g-5;pls=a7;plugin=c5;plus=b5g6;\
        poem=f-4;point=f5;por=b6;por qué=b7;port=a5;post=a11;post the=a5;postcode=e8f5;postgre=f-6;postman=e7;\
        pour=a-5c7d-6e5f-5;pour un=c8d-6;power=g7;prepare=e-5;principle=g8;print=a8b9g-7;print the=a5b-4f5;printer=f8;\
        probability=g5;probability of=g5;problem=g13;problem and=g9;process=d8;produce=d9f-4;produce a=d10;\
        produce the=a8;product=c5d-9;programa=b9;promise=a11g-8;prove that=g-6;provider=c5;prueba=e8;prüfe=a-5e6;\
        prüfe die=a-4;public=c5;public api=c6;purpose=d12;purpose of=d9;put=b8c5g-6;puzzle=g7;pytest=e6;python=a7g-4;\
        python and=a5;python s=a8;python script=a-6;página=b6;q=g5;quand=b7;quartal=f5;quarterly=f6;quarterly report=f6;\
        que=b-7c-4f-4g14;queen=g6;query=a9b7f-10;query that=a5;question=b4e-6;question mark=b7;qui=a8;quote=b4;\
        qué=b6c-4;r=f16;race=g5;rail=a-4;raise=e5;random=a8f-5;rash=h5;rate=b-4f10;rate limiter=c4;rating=f6;react=b7;\
        reaction=f4;read=b-5c9;reading=f4;readme=a5d10;real=e5g-12;real difference=g-4;real time=c6;reasoning=g9;\
        red=b-5;red and=e5;redirect=b6;refactor=a6b-4;refactor this=a6b-4;refactoring=e4;reference=a-4b6;refuse to=b-5;\
        regex=b5;regex matche=b6;regex that=a5;regression=e-4;regular=a6d6;relation=c7;release=b-7c-6d8e8;\
        release process=d8;repair=e5;repair it=e5;replace=e5;report=a-4f6;repository=d4;reproduce=b5;reproduce the=b5;\
        request=a6d5e-10;request get=a4e-9;requête=a9;resolve=b4;response=f4;response time=f4;result=f7;result is=f5;\
        retrie=d7;retry=a5;return=a6d5f-5g-6;return the=a5;right=c11e-5;rise=g5;rm=d9;robot=d-10e13g-5;roll=g4;row=b12;\
        row in=b8;rule=c5d-6e-6;run=b8e5g-6;run a=e-6;running=d5;rédige=d5;s=b10c-5e-5;s the=a5f6;s3=a6c-8;\
        s3 bucket=a4c-6;salarie=f-5;same=c6g7;sample=f5;sauber=c4;say=a-5c-6f7g6;say no=f8;scan=h7;schema=c6;school=c7;\
        schreib=a-5d7;schwarz=g11;schwarz sind=g11;score=f6;screenshot=a-7b-4h18;screenshot of=h5;script=f6h-6;\
        script into=d-6;script that=f7;script to=a6;script with=a-5;sd=g-4;sd 1=g-4;se=b11;second=a7b6;see=b7h8;\
        see a=g6;según=a4;self=a-4c6g-4;sell=c12f5;send=a-5;sentence=f-5g5;separate=c10;server in=a6;session=f5;\
        set=a-5e8;set up=a-4e5;setting=d14;setup=e11;sh=b4;share=c6d-4;shop=f10;shopping=c5;short=a-4;shot=h10;\
        should=a-5c14f-12;should a=d6;should i=b4;show=c-5;show a=b6;show an=b-4;show how=a11;show me=h-6;show that=g5;\
        side=g7;silently=h-5;simulate=e9;simulate a=e7;sin=b7;since=b9e-8;since this=e-5;sind=b9g9;sit=g6;site=b-7c5e10;\
        six=g8;size=b8f5;skript=d6;small=a8;snake=a7;so=b-6d6f-6;so it=a5b-4;so that=b-4c5;software=c6;some=b12f-6g5;\
        son=g6h7;sort=a-4;sorting=b9;source=d4;source project=d4;space=b5;spec=e5;specie=h8;speichern=b12;spend=f7;\
        split=d-4;spreadsheet=f6;spreadsheet on=f6;sql=a14d6;sql to=a6;sqlite=e4;square=g5;squared=f9;stack=a-7b12;\
        step=d-7;still=h7;stopped=b-5g6;stored=b7c5;story=a-4;strategy=e5;strategy for=e5;string=a9;strongly=f11;\
        struct=a4;structure=a-5;style for=a4;subscription=f10;suggest=h4;suggest a=h4;suite=a-4d-10e14;suite for=d-10e8;\
        sum=a8;summarise=d-6;summarise the=f-5;summarise this=d-5f6;summary=f8;sunset=h-6;support=a14;sur=b-4e12;\
        sure=c4e6f7;sure that=c7;survive=c7;switch=a16g-10;sync=c8;system=c9d-5;t=e-6g5;tabla=d5;table=a7b-5g-6;\
        table for=e-6;take=a6b-4g6;take a=a5;taking=h-5;talk=c4;talk to=c4;target=c8d4;team=c11;technical=d6;\
        tell=b-9e-9f15g-4;tell me=b-7f6g-5;ten=d-4f-5;ten minute=e4;tenant=f-5;terminal=a7;terraform=c-6;\
        terraform module=a4c-6;test=a-15c-17d-16e21f-5g-5h-9;test any=e5;test data=e4;test for=a-5e10;test in=a-5e8;\
        test plan=c-4e5;test that=e7;test the=g6;tester=d-4e5;testing=a-9e8;tet=d-4e12;tet for=d-4e12;text=h7;\
        text for=h6;than=a4f11;than last=f4g-4;that=a13b-15c6d-9e12f-10;that a=f10;that add=d6;that matche=a5;\
        that reproduce=b5;that run=a5;that the=b-5;the=c-19d-6e-6h4;the age=f8;the amount=e5;the api=d7;the app=d-4e5;\
        the attached=f-10h13;the average=f6;the back=b4;the body=a8f-4;the building=h7;the change=a7b-5;the column=a5;\
        the composition=h5;the correlation=f5;the date=a10;the difference=g-8;the distribution=f6;the end=g6;\
        the error=e5;the export=b6e5;the first=a5b5;the flaw=g6;the following=d5;the image=h7;the last=f7;\
        the layout=b-4;the list=f5;the log=f4;the login=b5;the message=c7;the migration=b4;the minimum=a-4;\
        the missing=g5;the mistake=b5f6;the movie=h7;the number=f7;the order=g5;the output=e5;the part=c5;\
        the payment=c5;the photo=g-7h10;the picture=h8;the plot=f-8;the price=g6;the probability=g5;the purpose=d9;\
        the readme=d5;the release=d9;the right=c12;the rule=e-4g6;the same=c6g7;the shop=e5;the sql=a9;the stack=a-5;\
        the style=a5;the terminal=a7;the three=f4;the trade=c4;the transaction=f6;the unit=b5;the weather=a4;\
        them=a7e-10;them fail=a6;then=g7;theory=e-6;there=b6c-6f-7g14;these=a-6b-10c-7f17;these test=e4;these three=a5;\
        these two=e-6;they are=b7;think=c11;think about=c7;think through=c5;this=a-7c-17d12e-6f7g-14h25;\
        this argument=g6;this dataset=d-4f6;this image=h4;this is=b6;this method=a6b-4;this module=e10;this morning=e-5;\
        this photo=h4;this picture=g-4h7;this screenshot=b-4;this sentence=g6;this shot=h10;this sql=d8;\
        this table=a-4e-6f10;this without=a4;thread=b5;three=a12d-5f-6g6h-4;three time=b10f-5;through=a-5c6e5;\
        through the=e5;tile=a5b6;time=b7d-6f5g8h-4;timestamp=b6;to=a9b-5c7f-6g-9h-13;to a=a-6b5c-4;to be=e4;\
        to change=c8;to check=e5;to convert=a10;to end=c5;to for=d7;to grow=c6;to jpg=a6;to let=c4;to make=d-4;\
        to open=a5;to our=a4;to test=g7;to the=f-4;to verify=d5e-6;to version=c6;today=b5e-6;tomorrow=b-5;too=a-5b19f-5;\
        too much=b6;tool=e7f-5;total=a-5;trade=c7;trade off=c7;traffic=f8;train=g5;transaction=f6;tre=g5;tree=c6;\
        tren=c-4;trennt=c10g-5;trennt man=c10g-5;tricky=d5e-4;true=g11;try=c-6e16;try on=e10;tuesday=a5;turn=b8;\
        turn this=a-6d-4;two=a5e-8f-9g10;two year=b-4;type=a-8b6;type string=b6;u=a5;ui=a-5;un=b-4c16d-13e-5;\
        un gráfico=f5;un script=a5;una=a7f-6;una lista=a6;und=c11;undefined=a-8b6;under=e4;understand=d11;\
        une=a8b6d-12f-5;une fois=b8;une requête=a9;unit=b4d-5e9;unser=d5;unsere=b8f5;until=a5g5;until i=g5;up=d5e5g-4;\
        up how=d5;upgrade=a-5d4;upload=e6h-5;us=a-5d-7e5f8;use=a9b-6f5;use the=f6;used=b6;user=b6f-10;util=a-6;\
        validate=a6;validation=e5;value=e-8f6;vaut=g9;verify=d4e-13;version=c4f-5;version of=a4;versioning=a4c-5;\
        vertically=a13;video=f6;viele=g5;view=f6;von=c5g-4;vs=e11;wait=b6;waiting=f9;want=a5b-6c7;warehouse=c9;\
        warteschlange=b8;was=a-5c-7d7g4;was the=f-4g6;water=g6;way=c7;way to=c10;we=a-6b-10c12f8g-7h-5;we need=c6;\
        we use=a6;weather=a5;website=f12;websocket=b4;wedding=f-5;week=c-4f6g-5;weekday=a5;weigh=c-4;weight=f5;weird=e8;\
        welchem=f15;wenn=c5;werte=f8;what=a-9d15g10;what am=g4;what are=c5g-4;what can=g6;what could=e8;what do=f-8h6;\
        what each=d7;what happen=e-5;what is=b-6f-7h-9;what s=b-4g5;what should=b6c-5d6;what the=f8;what this=d5;\
        what would=c5e6g-5;when=a4b4c-5e-9;when calling=b6e-9;when i=b4;where=c8f-6;which=b-7c-9d-7e11f4;\
        which building=c-5;which design=f-5;which input=e5;which is=b4;which of=g7;which one=b6c-4e11;which tool=e8;\
        while=b8;who=b-11f12g12h-7;who is=f11;why=a-4b9d-5e4f-5;why doe=b6;why the=e5;wie=b-5c7;wie trennt=c10g-5;\
        winter=f9;wir=c13;with=a11b-6c-9d-5e-6f-7g13h-8;with a=b-4e-5f8;with one=a-5;with the=b-6;with three=g9;\
        with two=a-4;with versioning=a4c-6;without=a15c5d-7;without external=a15;work=a-5c-9f-6g8;worker=b8;world=a5;\
        worth=b-4;would=a-7c13e10f-8h-4;would it=g4;would you=c8f-5;write=a7d6;write a=c-5d-8e-5f-6;write alt=h6;\
        write an=f6g5;write me=a7;write test=b9;write the=d5;write unit=e7;write up=d5;wrong with=b-6;x=b-8f-8g18;\
        x 2=b-6f-5g15;x in=a4;y=b-4f16;year=b-7c6d-5f7g-7;year s=f4g-5;yes=f8;yesterday=e-8g5;yesterday today=b6e-5;\
        you=b-7c6d-9e-10f-9g4;you are=g-5;you know=g5;you make=c7;you see=h6;you turn=e-4g7;you would=c5;young=f5;\
        your=g7;zahl=g9;zahlen=a8;zeige=g5;zeige dass=g5;zeile=b10;zu=c6;zum=b-5;zwischen=c4;\
        {architecture}=a-13b-6c47d-10e-9f-16g-19h-9;{argue}=a-7b-9c-9d-7e-5f-9g36h-6;{business}=a-13d-5f27g-15h-11;\
        {change}=a18b-9c-4f-16g-6h-5;{check}=a-12b-18c-20d-9e66f-7g-15h-6;{code}=a28c-13d6e9f-10g-18h-20;\
        {component}=a-8b-7c40e-6f-15g-12h-9;{data}=b-12d-5e-6f35g-18h-16;{decide}=a-13b-8c21f4g-6;\
        {design}=a-19b-16c37d-13f-10g-10h-9;{docs}=a-42b-15c-13d78e-18f-13g-10h-11;{error}=a-21b46c-11d-12f-15g-12h-5;\
        {everyday}=a-20b-32c-24d-26e-28f-22g-7h-6;{explain}=a-21b-15d35e-12f-4;{fact}=a-8c-14d-8f-7g-9h-5;\
        {file}=d-7e-4f20g-9h-11;{formula}=b7;{framework}=a37b9c-5d-11e-13f-13g-7h-14;\
        {image}=a-21b-26c-16d-28e-17f-35g-29h93;{infra}=b-4c24d-9f-7g-14h-9;{language}=a58c-18d-12e-16f-12g-17h-7;\
        {logic}=a-4b-29c-13d-13e-12f-20g61h-14;{make}=a6b-14c-13d17f-8g-12h-10;{math}=b-9c-10d-11e-10f-4g39h-9;\
        {page}=a-12b-8c-12d40e-14g-11;{puzzle}=a9b-6c-6e-6f-12g23;{quantity}=b-7c-18d-9e-12f24h7;\
        {question}=a-6b22c-5d-6f-7h-5;{reader}=b7d21e-6f-11;{repair}=a-5b29c-8d-7e-7;{see}=a-4b-8c-13d-13e-6g-10h27;\
        {smalltalk}=b4c-10d-5e-5f-6g-4h-6;{snippet}=a30c-11f-18g-18h-16;{software}=b17c17d8f-13g-26h-10;\
        {statistic}=a-19b-16c-15d-11e-19f58g-16h-8;{symptom}=a-14b43c-11d-8e-8f-11g-8;\
        {test}=a-35b-13c-29d-27e84f-18g-14h-13;{trouble}=a-24b52c-15d-21e-5f-20g-10h-13;{ui}=a13b10c-14d-8e11g-13h5;\
        {want}=a18b-15f-9g-12h-8;{}=b7f6g7h-5;§code=a12b8d6e-6f-9g-12;§exception=a-23b34c-6f-8g-6;§formula=a-10f-6g11;\
        §question=a-15b-29c17d-38e-6f-8g8;§short=a-14b-25c5d-20e-20f-14g-15h-8;à=b5;âge=f9g4;écris=a5;écris un=a5;
        """
}

/// Words and phrases that mean alike when somebody says what is to be done.
///
/// One class a line, its name first, then its phrases; `*` ends the beginning of a word. The classes carry no judgement:
/// what each says about a task is learned, see ``TaskWeights``.
enum TaskLexicon {
    static let classes = """
        make: write,implement*,create,build,make,generate,produce,program,code,develop,provide,put together,set up,\
        code up,schreib,schreibe,erstell*,programmier*,implementier*,baue,bau,escribe,escribir,crea,crear,genera,haz,\
        construye,écris,écrire,crée,génère,fais,construis,verfass*,rédige,redacta,compose,draft,come up with,whip up,\
        craft,prepare
        change: rewrite,refactor*,turn,extend,change,modify,convert,port,replace,simplify,wrap,rework,optimi*,\
        improve,adapt,clean up,speed up,shorten,rename,merge,split,translate,transform,migrate,upgrade,add,append,\
        hide,swap,enhance,complete,finish,ändere,ersetze,füge,ergänze,übersetze,verbesser*,kürze,umschreib*,añade,\
        cambia,convierte,traduce,mejora,ajoute,modifie,remplace,traduis,améliore,make it,polish,update
        want: give me,need,want,show me,how do i,how can i,how to,let me have,i d like,i would like,can you,\
        could you,please,pls,plz,help me,wie kann ich,brauche,ich möchte,bitte,necesito,quiero,cómo,comment,\
        j ai besoin,donne moi,gib mir,dame,how would i,how do you,is there a way,hilf mir,kannst du,puedes,peux tu
        language: python,swift,rust,golang,in go,to go,java,javascript,typescript,ts,js,kotlin,c++,c#,in c,perl,ruby,\
        php,bash,shell,sql,vba,html,css,lua,dart,haskell,scala,r script,matlab,powershell,awk,sed,jq,cobol,fortran,\
        elixir,erlang,clojure,f#,zig,julia,ocaml,prolog,lisp,scheme,applescript,autohotkey,assembly,excel formula,\
        google sheets formula,latex,yaml,xml,batch file,objective c,solidity,groovy,vhdl,verilog
        framework: react,django,express,node,flask,fastapi,docker*,github actions,terraform,flutter,rails,spring,vue,\
        angular,svelte,nextjs,numpy,jquery,tailwind,kubernetes,k8s,ansible,arduino,unity,swiftui,uikit,android,ios,\
        firebase,s3,lambda,nix,laravel,wordpress,symfony,pytorch,tensorflow,spark,webpack,vite,deno,bun,cmake,gradle,\
        maven,slack,discord,telegram,tkinter,pygame,jetpack compose,redux,graphql,electron,chrome extension,\
        userscript,tampermonkey,nginx,apache,npm,pip,poetry,cargo,xcode,git,systemd,cron,crontab,hibernate,\
        sqlalchemy,prisma,argparse,vim,neovim,emacs,bootstrap,htmx,godot,unreal,ktor,actix,tokio,asyncio,celery
        code: function*,script,scripts,class,classes,method,methods,component,routine,regex*,loop,loops,macro,query,\
        queries,makefile,workflow,struct,structs,extension,cli,command line tool,one liner,skript*,funktion*,klasse*,\
        schnittstelle,función,programa,fonction,programme,programm,web page,algorithm*,text field,dropdown,plugin,\
        parser,module,snippet,pseudocode,scraper,crawler,button,menu,array,string,dictionary,dict,hash map,hashmap,\
        recursion,iterator,callback,closure,async,await,schleife,variable,variables,handler,hook,hooks,middleware,\
        decorator,wrapper,serializer,validator,tokenizer,converter,linked list,binary tree,command line,código,bucle,\
        boucle,methode,context menu,subroutine,enum,interface,protocol,table view,importer,exporter,composable,\
        pagination,calculadora,calculatrice,taschenrechner,widget,state machine,socket,trait,generics,mutex,\
        thread safe,promise,timer,scheduler,logger,stored procedure,route,routes,controller,service worker,\
        background job,shader,compiler,interpreter,lexer,matrix,sidebar,for loop,list comprehension,markup,template,\
        dialog,toolbar,getter,setter,constructor,bot,landing page,login form,website,webseite,página web,fizzbuzz,\
        fibonacci,palindrom*,linked,tree,reducer,view model,viewmodel,repository,repo,codebase,source code,statement,\
        playbook,program,operator,argument,parameter*,field,flag,sdk,library,package,endpoint*,sort,parse
        software: app,apps,server,server s,service,services,request*,page,build,join,api,apis,database,db,deploy*,\
        container*,job,jobs,log,logs,console,thread*,serveur,servidor,consulta,login,website,frontend,backend,client,\
        clients,software,application*,anwendung,aplicación,feature*,release*,version*,commit*,branch*,merge*,\
        pull request*,ci,config*,cache*,session*,token*,upload*,download*,import*,export*,device*,browser,screen*,\
        form,settings,datenbank,datei,file,files,system,user interface,ui,platform,plattform,pipeline,queue*,\
        webhook*,sensor*,notification*,websocket*,proxy
        trouble: not working,doesn t,won t,isn t,can t,cannot,does not,nicht mehr,no longer,refuses,complains,keeps,\
        wrong,incorrect,weird,strange,stuck,twice,suddenly,failed,failure,red,denied,rejected,missing,disappear*,\
        stops,stopped,null,nil,undefined,nan,instead of,falsch,leer,hängt,disconnect*,timeout*,time out,times out,\
        invalid,plante,planté,erreur,lost,never,empty,prints nothing,nothing happens,does nothing,stutter*,flicker*,\
        lags,laggy,langsam,fails,failing,fail,broke,broken,bleibt,blanche,vide,kaputt,geht nicht,funktioniert nicht,\
        ständig,intermittent*,manchmal,sometimes,stale,duplicate*,out of range,out of memory,overflow*,unauthorized,\
        forbidden,refused,truncated,garbled,obwohl,although,even though,no output,unable,ignored,ignores,skips,loses,\
        drops,corrupt*,unhandled,not found,why do i get,freez*,hangs,hanging,hang,endless*,over and over,silently,\
        unexpected*,off by,deux fois,zweimal,no me funciona,no funciona,ne marche,ne fonctionne,s arrête,stürzt,\
        bricht,abgelehnt,exits,slow,blank,mangled,mal
        error: error,errors,exception,bug,bugs,crash*,fehler,fehlermeldung,traceback,stack trace,backtrace,segfault,\
        segmentation,core dumped,panic*,deadlock*,leak,leaks,exit code,code 1,status 1,fatal,err,errno,\
        race condition,infinite loop,merge conflict,permission denied,connection refused,undefined reference,\
        stack overflow,assertion failed,404,403,500,502,503,504,crashloopbackoff,oom,killed,memory leak,\
        zugriffsverletzung,absturz,nullpointer*,valueerror,typeerror,warning
        repair: fix,fixing,debug*,repair,troubleshoot*,diagnos*,root cause,track it down,track down,figure out,\
        went wrong,what s wrong,what is wrong,am i missing,did i do wrong,the mistake,find the error,spot the,\
        any idea,any ideas,woran liegt,woran kann,beheb*,korrigier*,arregla,corrige,répare,investigate,resolve,\
        get rid of,where do i start looking,what am i doing wrong,une idée,stop it from,what gives
        decide: should we,should i,should the,how should,how would you,choose,compare,versus,vs,which one,\
        pros and cons,trade off*,tradeoff*,recommend,suggest,propose,decide,evaluate,worth it,overkill,better,\
        option*,approach*,strateg*,sollen wir,sollte man,würdest du,welche*,oder,qué conviene,vor und nachteile,\
        alternative*,good idea,advis*,weigh
        architecture: architect*,arquitectura,design pattern*,entwurfsmuster,patrón,microservice*,monolith*,monorepo,\
        schema,database schema,data model*,datenmodell,modelo de datos,modèle de données,scalab*,scale,scales,\
        skalier*,high availability,alta disponibilidad,failover,topology,data centre*,data center*,rechenzentr*,\
        layer*,schichten,component diagram,offline first,grpc,event sourcing,event driven,event bus,cqrs,\
        domain driven,bounded context*,kafka,rabbitmq,message broker,message queue,pub sub,load balanc*,shard*,\
        replication,multi tenant*,tenant*,mandanten*,serverless,distributed,verteilt*,resilien*,throughput,\
        module boundaries,service boundaries,boundaries,grenzen,gateway,tech stack,infrastructure,data flow,\
        caching strategy,disaster recovery,hexagonal,clean architecture,decouple*,separation of concerns,consistent,\
        consistency,concurrent users,per second,millions,idempotent,saga,orchestration,folder structure,\
        class hierarchy,source of truth,event*,building blocks,blueprint,high level,high level design,system design,\
        target architecture,subsystem*,extensib*,maintainab*,long running,split the,split up,break up,découper,\
        trennen,aufbauen,versioning
        design: design,designs,sketch,plan,outline,propose,model,structure,lay out,organi*,blueprint,entwirf,\
        entwerfe*,skizzier*,diseña,diseñar,conçois,propón,estructur*,aufteil*,strukturier*,put together
        docs: readme,docstring*,javadoc,jsdoc,doxygen,rustdoc,doc comments,documentation,documentación,dokumentation,\
        documenta*,dokumentier*,document,docs,changelog,release notes,tutorial,getting started,quickstart,\
        quick start,guide,guía,anleitung,kurzanleitung,installationsanleitung,runbook,man page,faq,wiki,onboarding,\
        reference page,reference,openapi,swagger,comments,comment,kommentier*,commentaires,comentarios,glossary,\
        manual,manuel,handbuch,benutzerhandbuch,handbook,decision record,instructions,cheat sheet,usage example*,\
        how to use,knowledge base,help page,help text,walkthrough,user guide,migration guide,deprecation notice,\
        versionshinweise,commit message,contributing,specification document,intranet,table of contents,\
        plain language,plain english,in plain words,api docs,inline documentation,reference card,technical writing,\
        newcomer*,beschreibung
        explain: explain*,describe,erklär*,beschreib*,explica,explique,describe how,what does,walk me through,\
        line by line,zeile für zeile,step through,purpose of,what is going on in,tell me what it does,\
        i don t understand,summari*,put into words,fass zusammen,fasse,phrase,wording
        test: unit test*,unittest*,integration test*,integrationstest*,load test*,stress test*,test plan*,testplan,\
        test case*,testcase*,test suite*,tests for,test for,tests,test,testing,tested,teste,testen,getestet,\
        testfälle,casos de prueba,pruebas,prueba,cas de test,tests unitaires,edge cases,corner cases,boundary cases,\
        grenzfälle,grenzwert*,mock,mocks,mocked,mocking,mocke,stub*,pytest,junit,xctest,googletest,phpunit,testng,\
        mocha,jasmine,nunit,xunit,fixture,fixtures,coverage,playwright,cypress,selenium,locust,k6,postman tests,\
        end to end test*,property based,fuzz*,gherkin,acceptance criteria,acceptance test*,regression test*,\
        regression suite,snapshot test*,assert*,mutation testing,testcontainers,specs,spec,test data,testdaten,qa,\
        vitest,jest,rspec,smoke test*,contract test*,happy path,flaky,tdd,bdd,parametri*,parameteri*,cucumber,\
        harness,hypothesis,quickcheck,negative test*,test double*,safety net,table driven,doctest*,branch coverage,\
        libfuzzer,verif*,usability test*,automated test*
        data: data,daten,datos,données,dataset*,dataframe*,csv,excel,xlsx,spreadsheet*,sheet,table,tabelle,tabla,\
        tableau,columns,column,rows,row,spalte*,survey,umfrage*,encuesta,measurement*,messwerte,messreihe,readings,\
        figures,numbers,zahlen,cifras,chiffres,samples,results,ergebnisse,responses,log,records,time series,export,\
        observations,sample,sales,revenue,turnover,umsätze,umsatz,ventas,ventes,chiffre d affaires,orders,\
        bestellungen,customers,kunden,expenses,budget,spend,traffic,visitors,visits,besucher*,users,conversions,\
        tickets,temperature*,salaries,income,votes,prices,bookings,kpi*,profit,churn,subscribers,leads,consumption,\
        stromverbrauch
        statistic: plot*,chart*,diagram,diagramm,histogram*,trend*,tendencia,tendance,outlier*,ausreißer,aberrant*,\
        correlat*,korrel*,zusammenhang,regression of,regression,significan*,forecast*,prognos*,cluster*,segment*,\
        cohort*,retention,pivot*,aggregat*,average*,averages,percentile*,percent,percentage*,prozent*,\
        standard deviation,desviación,écart type,mittelwert,streuung,durchschnitt*,moyenne,media,mean,median,\
        variance,distribution,verteilung,visuali*,dashboard,conversion rate*,seasonal*,analy*,analiza,auswert*,\
        statistic*,statistik,p value,growth,growth rate,verlauf,breakdown,break down,year over year,share of,\
        box plot,bar chart,line chart,scatter*,heatmap,anomal*,spike*,drop in,rank,vorjahr,im vergleich,\
        compared with,confidence interval,t test,anova,a b test,per month,per day,per week,per quarter,per customer,\
        pro monat,pro quartal,by region,by country,by category,by month,by product,group by,group the,top ten,top 5,\
        top five,highest,lowest,busiest,how many orders,quartile*,gráfico,graphique,kurve,evolution,évolution,\
        entwickel*,exploratory,resample,pca,k means,rfm,what do the numbers,seasonality,margin,missing values,\
        insights,pattern*,predict*,factor*,most often,interpret
        logic: prove,proof,proofs,beweis*,demuestra,démontre,step by step,puzzle*,riddle,logic,logical*,deduc*,\
        premise*,follows from,follow,follows,implies,imply,argument*,argue,fallac*,flaw,reasoning,reason,solve,löse,\
        resuelve,résous,equation*,gleichung,ecuación,équation,integral,theorem*,probabilit*,probability,\
        wahrscheinlich*,how likely,how many ways,paradox*,dilemma,conclusion*,conclude,concluir,conclu*,assumption*,\
        assume,assuming,angenommen,suppose,consequence*,justify,begründe,first principles,next number,comes next,\
        irrational,if all,are some,in welcher reihenfolge,km h,mph,more than,twice as,times as,mal so,dreimal so,\
        doppelt so,how old,wie alt,divisible,integer,integers,show that,devil s advocate,rebut*,contradict*,\
        necessarily,therefore,infer*,inference,inferred,philosoph*,ethic*,moral*,thought experiment,derivative,\
        counterexample,induction,statement*,both sides,always lies,liar,at least one,odd,even,prime,primes,dice,\
        syllogism,valid,sound,triangle,angle,sequence,coin,coins,weigh,heads,tails,switch*,think through,\
        think it through,carefully,what would,what if,expected number,combination*,permutation*,minimum number,\
        smallest number,knight,chessboard,boxes,bridge,claim,square root,sum of,if it takes,wer ist,welche zahl,\
        se puede concluir,peut on,sum to,differ*,left of,right of,how long do,how do you find,wenn,game theory,\
        rational,determinant,converge*,diverge*
        formula: theorem,lemma,equation,sqrt,sin,cos,log2,modulo
        image: image,images,picture,pictures,photo,photos,photograph*,bild,bilder,bild*datei,foto,fotos,fotografía,\
        screenshot*,imagen,imágenes,capture d écran,captura,x ray,xray,scan,scans,scanned,handwriting,alt text,pic,\
        pics,jpg,jpeg,png,ocr,img,drawing,selfie,meme,painting,bildschirmfoto,wireframe,snapshot,portrait,sketch,\
        logo,photographed,business card,close up,grafik
        see: see,look at,looks like,what do you see,siehst,zu sehen,shown,shows,show,shown here,depict*,describe,\
        identify,recogni*,erkenn*,read,lies,lee,lis,transcribe,transcription,extract,count,detect,\
        spot the differences,make out,written,what colour,what color,visible,attached,attachment,anhang,adjunt*,\
        ci joint,upload,uploaded,crop,caption,se ve,voit on,montre,abtippen,locate,steht auf,i took,what kind of,\
        what breed
        everyday: poem,gedicht,poema,poème,song,lyrics,joke,witz,chiste,blague,story,geschichte,historia,histoire,\
        recipe,rezept,receta,recette,cook*,koche*,bake,dinner,lunch,breakfast,restaurant,pizza,soup,cake,chicken,\
        food,meal,wine,coffee,tea,travel*,trip,holiday,vacation,hotel,flight,passport,visa,camping,birthday,wedding,\
        gift,present,present for,anniversary,mother,father,dad,mum,mom,sister,brother,son,daughter,grandmother,\
        grandma,grandfather,wife,husband,girlfriend,boyfriend,friend,friends,kids,children,family,neighbour,neighbor,\
        boss,colleague,landlord,teacher,parents,dog,cat,puppy,pet,pets,garden,plant,plants,flower*,tree,weather,\
        wetter,rain,summer,winter,autumn,spring break,doctor,flu,headache,sleep,schlaf*,diet,weight,workout,exercise,\
        health*,pain,medicine,vitamin*,capital of,hauptstadt,capital de,president,mayor,king,queen,war,history of,\
        century,born,founded,planet*,moon,mars,universe,ocean,river*,mountain*,country,city,movie,movies,film,book,\
        books,novel,music,guitar,piano,football,soccer,cricket,world cup,sport*,team name,name for,names for,slogan,\
        tweet,linkedin,instagram,cover letter,job interview,salary,letter,email to,e mail to,invitation,apolog*,\
        congratulat*,speech,toast,thank*,danke,gracias,merci,hello,hi,hey,hallo,hola,bonjour,good morning,feel*,\
        lonely,nervous,sad,angry,happy,cheer me,love,advice,polite*,word,meaning of,grammar,proofread,translate this,\
        in french,in spanish,in german,in japanese,in english,vocabulary,tax,taxes,rent,buy,cheap,shop for,furniture,\
        clothes,shoes,wear,dress,suit,hair,camera,phone should,car,bike,train ticket,bus,tyre,tire,washing machine,\
        kitchen,bathroom,living room,meal plan,shopping list,packing list,calories,vegetarian,essay,quote*,fact*,\
        who won,who wrote,who was,who is,who invented,when did,when was,wann wurde,how far,how tall,how long does,\
        fantasy,dragon,pirate,haiku,fairy tale,bedtime,potato*,rice,pasta,noodles,bread,cheese,egg,eggs,milk,butter,\
        sugar,salt,fish,salmon,beef,meat,vegetable*,fruit*,apple*,banana*,tomato*,onion,garlic,salad,sauce,\
        mayonnaise,dessert,chocolate,cookies,ice cream,beer,juice,drink,bbq,grill,oven,fridge,kettle,dish,dishes,\
        side dish,toddler,baby,teenager,uncle,aunt,cousin,nephew,niece,grandson,oma,opa,mutter,vater,kinder,madre,\
        padre,hijo,hija,mère,père,enfant*,neighbours,roommate,guest,party,holiday*,christmas,easter,halloween,\
        new year,santa,funeral,wedding*,golden wedding,valentine,anniversar*,greeting,card,thank you,sorry,apology,\
        excuse,complaint letter,compliment,flirt,date night,romantic,marriage,divorce,fight with,argument with,bored,\
        tired,stress,anxious,depressed,motivation*,habit,nails,skin,teeth,back pain,fever,cold,allergy,pregnan*,\
        vaccin*,calorie*,lose weight,yoga,running shoes,gym,marathon,swim,hike,mountains,beach,airport,train,flight*,\
        luggage,suitcase,border,embassy,museum*,theatre,theater,concert,opera,festival,dance,salsa,painting by,paint,\
        draw me,sing,actor,actress,singer,band,album,series on,tv show,netflix,poet,shakespeare,goethe,novelist,\
        author of,fairy,myth,legend,god,gods,religion,church,cathedral*,bible,pope,papst,emperor,revolution,empire,\
        ancient,medieval,roman,greek,egypt,berlin,paris,london,rome,vienna,tokyo,new york,africa,asia,europe,germany,\
        france,spain,italy,india,china,brazil,japan,canada,australia,norway,animal*,whale*,octopus*,giraffe,elephant,\
        lion,tiger,bird,birds,hamster,rabbit,horse,cow,bee,bees,spider,snake,tortoise*,dinosaur*,trees,flower,rose,\
        lawn,weeds,compost,balcony,sun,sky,star,stars,venus,saturn,earth,gravity on,magnet*,rainbow,thunder,snow,fog,\
        tide,tides,volcano,earthquake,vitamin,liver,heart,brain,blood,muscle,dream*,memory loss,lawyer,court,law,\
        police,fine,insurance,pension,bank account,savings,mortgage,loan,inflation,stock market,interest rate,\
        currency,euros,dollars,raise,job,career,interview,resume,cv,resign,retire,office party,school,homework,exam,\
        driving test,university,language course,synonym,spell,pronounce,idiom,plural,carpet,stain*,laundry,wash,\
        dishwasher,tap,drain,toilet,heating,lamp,sofa,curtain*,wall paint,move house,fence,garage,bicycle,scooter,\
        tyres,petrol,fuel,parking,keys,lock,jar,id card,gift idea*,cadeau*,regalo*,geschenk*,rezept*,nachbar*,garten,\
        urlaub,reise,geburtstag*,hochzeit,schule,essen,kochen,buch,katze*,hund*,comida,viaje,cumpleaños,navidad,boda,\
        perro,gato,película,libro,cocina,tiempo hace,repas,voyage,anniversaire,noël,mariage,chien,chat noir,livre,\
        cuisine,météo
        question: why,warum,pourquoi,por qué,wieso,weshalb
        symptom: whenever,every time,each time,as soon as,since the,since last,since yesterday,after the update,\
        after upgrading,after updating,after installing,after i,after a while,until i,until the,once i,only when,\
        only after,only on,only in,even though,although,still,no longer,any more,anymore,instead of,but the,but it,\
        but now,yet,locally,on my machine,in production,used to,worked yesterday,worked before,sobald,seit,seitdem,\
        obwohl,trotzdem,immer noch,plötzlich,auf einmal,depuis,dès que,desde,cada vez,aunque,de repente,every few,\
        now and then,sometimes,randomly,at random,out of nowhere,for no reason,nothing changed,expected,actual,\
        supposed to,should be,should have,i get,i m getting,we get,it says,it shows,it prints,returns,gives me,\
        prints,throws,raises,complains,reports,says
        ui: button,buttons,checkbox*,dropdown,dialog,modal,menu,navbar,sidebar,toolbar,tab,tabs,tooltip,form,field,\
        input,textbox,scroll*,page,pages,window,screen,view,canvas,icon,cursor,keyboard,mouse,click*,tap,hover,\
        layout,pixel*,font,colour scheme,theme,widget,popup,progress bar,list view,knopf,fenster,schaltfläche,\
        eingabefeld,formular,botón,ventana,pantalla,pestaña,bouton,fenêtre,écran,champ
        infra: server,servers,cluster,node,nodes,cloud,aws,azure,gcp,region,regions,on premise,mainframe,backend,\
        frontend,middleware,service,services,queue,broker,cache,caches,cdn,proxy,database,databases,storage,bucket,\
        replica*,primary,failover,latency,bandwidth,traffic,load,peak,users at once,concurrent,requests a second,\
        per minute,terabyte*,gigabyte*,petabyte*,uptime,availability,deployment*,rollout,rollback*,containers,\
        kubernetes,vm,vms,virtual machines,secrets,certificates,audit log,logging,tracing,monitoring,backup*,batch,\
        stream*,pipeline*,ingest*,etl,data lake,data warehouse,warehouse,fleet,devices
        component: component*,module*,package*,layer*,service*,subsystem*,plugin*,interface*,dependenc*,boundaries,\
        contracts,entities,entity,relation*,aggregate*,domain,repository per,codebase,codebases,monolith,\
        frontend and backend,client and server,state management,session handling,authorisation,authorization,\
        authentication,permissions,roles,multi language,marketplace,platform*,portal,system*,software of,backend for,\
        app for,komponente*,modul*,schnittstellen,dienst*,componente*,módulo*,composant*,modules
        math: number,numbers,digit,digits,factorial,factor,prime,primes,divisor*,multiple,remainder,modulo,fraction,\
        half,third,quarter,ratio,proportion*,percent of,area,volume,circle,square,rectangle,triangle*,polygon,\
        hexagon,radius,diameter,perimeter,slope,vector,matrix,derivative,integral,limit,series,sequence,function f,\
        polynomial,root,roots,logarithm,exponent,power of,equation,inequality,solution*,unknown,x and y,variable x,\
        set of all,subset,infinite,infinity,countable,graph theory,vertices,permutations,combinations,arrange,\
        arrangements,odds,chance,likely,expected value,average speed,speed,distance,faster,slower,meet,hours,minutes,\
        kilo,litres,liters,metres,meters,weighs,heavier,lighter,taller,shorter,older,younger,oldest,youngest,tallest,\
        shortest,wahrscheinlichkeit,anordnen,möglichkeiten,teilbar,summe,produkt,quadrat,gerade,ungerade,wurzel,\
        probabilidad,probabilité,suma,raíz,somme,racine,fracción
        puzzle: truth,liar,lying,tells the truth,knights,knaves,guard,guards,prisoner*,hat,door,doors,switch,\
        switches,jug,jugs,bucket,scale,balance,marble*,ball,balls,card,cards,die,dice,coin,coins,flip,toss,roll,\
        handshake*,ladder,snail,monk,farmer,wolf,goat,cabbage,river crossing,island,islanders,pirates,heirs,camels,\
        sheep,socks,drawer,clock,hands,candles,rope,burns,age problem,ages,twin,twins,sits,seated,next to,beside,\
        left of,right of,order of,race,clues,exactly one,at most one,who ate,who stole,who owns,odd one out,\
        missing number,missing coin,comes next,next letter,riddle,brain teaser,rätsel,lügt,lügner,acertijo,énigme
        argue: claim*,argument*,premise*,conclusion,objection*,counter argument*,for and against,pro and contra,\
        both sides,defend,position,fair,just,unjust,right to,wrong to,ought,should people,should everyone,\
        should society,should voting,mandatory,ban,moral,ethical,ethics,duty,rights,free will,determinism,\
        consciousness,identity,paradox,thought experiment,what would happen,what would change,what would follow,\
        imagine,suppose nobody,suppose everyone,if everyone,if nobody,causation,correlation imply,evidence for,\
        strongest argument,critically,examine,consider,weigh,justified,justify,logically,fallacy,valid,sound,\
        consistent,contradiction,contradict*,it follows,what follows,can we conclude,can be concluded,\
        what can we say,argumentier*,abwägen,gerecht,folgt,schlussfolger*,argumenta,justifica,déduire,conclure,\
        logique
        business: revenue,sales,turnover,profit,margin,cost,costs,expenses,budget,spending,orders,returns,refunds,\
        customers,subscribers,members,visitors,guests,users,signups,sign ups,registrations,bookings,rentals,tickets,\
        complaints,calls,deliveries,delivery time,shipments,stock,inventory,prices,price,wages,salaries,employees,\
        staff,absences,attendance,marks,grades,scores,ratings,votes,poll,answers,respondents,questionnaire,readings,\
        measurements,temperature,rainfall,consumption,energy,electricity,gas use,water use,accidents,births,deaths,\
        infections,population,households,branches,stores,shops,regions,countries,departments,products,articles,\
        channels,campaigns,ads,clicks,impressions,sessions,page views,downloads,trips,rides,flights,patients,clinics,\
        schools,students,sensors,machines,umsatz,kosten,bestellungen,filialen,kunden,preise,mieten,gehälter,noten,\
        verkäufe,ingresos,pedidos,clientes,precios,tiendas,recettes,commandes,prix,magasins
        quantity: how many,how much,how often,how long on average,how high is,what share,what fraction,\
        what percentage,what proportion,on average,in total,total of,totals,running total,sum of column,sums,\
        count of,counts,number of visitors,most often,least often,most of,the most,the least,best selling,worst,\
        highest,lowest,largest,smallest,biggest,top three,top 3,top five,top 10,top ten,bottom,above average,\
        below average,per day,per week,per month,per year,per region,per customer,per user,each month,each year,\
        by month,by year,by week,by department,by region,over time,over the year,over the years,over the past,\
        compared to,compared with,versus last,than last year,year on year,month over month,before and after,\
        wie viele,wie hoch,wie oft,wie stark,am meisten,am häufigsten,pro monat,pro woche,pro jahr,pro tag,je,\
        pro wochentag,anteil,cuántos,cuántas,por mes,por semana,por año,más vend*,combien,par mois,par semaine,\
        par an,le plus,attached,below,table below,data below,laut,d après,según,anbei
        file: csv,xlsx,xls,spreadsheet,sheet,table,column,columns,row,rows,dataset,data set,data,log,list below,\
        attached file,export,dump,series,timestamps,records,figures,values,samples,groups,variant a,variant b,\
        control group,treatment,tabelle,liste,spalte,werte,daten,zahlen,tabla,columna,datos,lista,tableau,données,\
        colonne,valeurs,chiffres
        reader: users,customers,beginners,beginner,newcomers,new developers,developers,colleagues,new colleagues,\
        integrators,partners,interns,intern,junior,maintainers,contributors,translators,non programmers,\
        non technical,laypeople,product manager,people who,for people,for the team,for our team,for admins,\
        for operators,audience,for users,for customers,für anwender,für einsteiger,für kollegen,für neue,für kunden,\
        para usuarios,para desarrolladores,para principiantes,pour les utilisateurs,pour les développeurs,\
        pour débutants
        page: page,section,chapter,article,paragraph,entry,note,notes,manual,guide,tutorial,how to,howto,faq,wiki,\
        readme,help centre,help center,portal page,knowledge base,announcement,upgrade notes,migration guide,\
        reference,glossary,table of contents,overview,intro,introduction,summary,description,explanation,\
        instructions,template,checklist for,handout,memo,spec,specification,diagram text,abschnitt,kapitel,artikel,\
        seite,anleitung,hilfetext*,übersicht,einführung,sección,capítulo,artículo,guía,resumen,introducción,chapitre,\
        page d aide,notice,mode d emploi
        check: check,checks,checking,verify,verifies,validate,validates,ensure,make sure,prove that it works,cover,\
        covers,covering,exercise,exercises,guard against,catch regressions,warn us,before merging,before release,\
        before shipping,before we ship,before it goes live,goes live,after each build,after each commit,nightly,\
        continuous integration,try out,trying out,inputs,nasty inputs,weird inputs,tricky,edge,corner,boundary,\
        limits,invalid input,negative,empty input,null input,very large,random inputs,simulate,simulator,fake,fakes,\
        stub,dummy,replace the real,without network,in isolation,deterministic*,expected output,golden file,assert,\
        assertion,given when then,scenario*,acceptance,regression*,performance test,stress,soak,load profile,\
        accessibility,usability,qa,tester,prüfe,prüfen,überprüfe*,testfall,abnahme,eingaben,simulier*,sicherstellen,\
        attrappe*,comprueba,verifica,probar,simula,vérifie,vérifier,essayer
        snippet: snippet,one liner,command,command that,script,function,program,formula,expression,\
        regular expression,query,statement,loop,class,method,type,enum,interface,syntax,code,boilerplate,\
        example code,implementation,version of this,same in,without libraries,external libraries,standard library,\
        generic,recursive,recursively,iterate,returns the,takes a,takes two,given a list,given an array,\
        given a string,parse,serialise,serialize,encode,decode,encrypt,hash,sort,filter,reverse,merge,\
        count the vowels,concatenate,split a string,read a file,write a file,http request,endpoint that,page with,\
        app that,bot that,tool that,thing that,something that,extension that,website with,ausdruck,befehl,schleife,\
        formel,skript,comando,orden que,fórmula,expresión regular,commande,formule,expression régulière
        fact: who is,who was,who invented,who wrote,who painted,who discovered,who won,what is the capital,\
        what s the capital,capital of,what does,what s the meaning,what is the meaning,what s the difference,\
        what is the difference,when is,when was,when did,where is,where does,where can i,where do,how far,how tall,\
        how old is the,how deep,how hot,how long do,how long does,how do i make,how do i cook,how do i get rid,\
        how do i get to,why is the,why are,why do people,why do,tell me about,tell me a,tell me something,\
        give me a recipe,give me some ideas,ideas for,tips for,tips,recommend,suggest,plan a,write a poem,\
        write a letter,write an email,write a message,write a story,write a speech,write a short,what should i,\
        what can i do,what s a good,what is a good,what is a polite,should i buy,can i,is it ok,is it safe,\
        is it normal,is it true,is it bad,was ist,wer ist,wann,wo kann,wie heißt,wie macht man,quién,cuándo,dónde,\
        qué significa,qui est,quand,où,que signifie
        smalltalk: hello,hi,hey,hallo,hola,bonjour,salut,good morning,good evening,good night,thanks,thank you,thx,\
        danke,gracias,merci,bye,goodbye,ok,okay,yes,no,please do,lol,haha,continue,go on,tell me more,\
        what do you think,who are you,are you human,are you a,your name,your opinion,surprise me,again,never mind
        """
}

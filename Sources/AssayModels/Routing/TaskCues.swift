/// What people say when they want a kind of task done.
///
/// One cue a line, a weight first; 1 alone makes a task as likely as not. `*` ends the beginning of a word, `+` joins what
/// must occur together, and a name in braces is one of ``lists``.
enum TaskCues {
    static let lists: [String: String] = [
        "{make}": """
        write,implement*,create,build,make,generate,produce,program,code,port,convert,complete,add,develop,\
        give me,need,want,set up,schreib*,erstell*,programmier*,implementier*,baue,escrib*,crea,genera,écris,\
        crée,rewrite,turn,extend,change,modify,extract,brauche,something that,i m after,show me,how do i,\
        how can i,how to,make it,let me have,wie kann ich,cómo,comment faire,translate,hide,replace,let the,\
        bauen,haz,escribe,i want,we need,i would like,help me write,rework,simplify,wrap,expose,fais,écrire,\
        ich möchte,ändere,ersetze,füge,ergänze,adapt,crear,construye,übersetze,reimplement,how do you
        """,
        "{code}": """
        function,functions,script,scripts,class,classes,method,component,endpoint,routine,regex*,loop,macro,\
        query,dockerfile,makefile,workflow,struct,structs,extension,cli,command line tool,one liner,program,\
        programm,skript*,funktion,klasse,schnittstelle,función,programa,fonction,programme,html page,web page,\
        server,api,flag,algorithm*,text field,dropdown,plugin,parser,module,snippet,code,pseudocode,\
        userscript,bot,scraper,crawler,button,menu,view,array,string,dictionary,hash map,recursion,iterator,\
        callback,closure,async,schleife,variable,variables,handler,hook,middleware,decorator,wrapper,\
        serializer,validator,tokenizer,converter,linked list,binary tree,command line,código,bucle,boucle,\
        methode,feld,knopf,formular,context menu,subroutine,enum,interface,protocol,table view,gem,importer,\
        exporter,composable,pagination,listen,funktionen,klassen,calculadora,calculatrice,taschenrechner,\
        widget,state machine,socket,client,library,package,trait,generics,mutex,thread safe,promise,timer,\
        scheduler,logger,stored procedure,route,routes,controller,service worker,background job,shader,\
        compiler,interpreter,lexer,matrix,vector,sidebar,for loops,helper,dependencies,login,\
        file line by line,oauth,markup,template,dialog,tab,toolbar
        """,
        "{language}": """
        python,swift,rust,golang,in go,to go,java,javascript,typescript,kotlin,c++,c#,in c,perl,ruby,php,bash,\
        shell,sql,vba,html,css,react,django,express,node,haskell,scala,docker,github actions,terraform,json,\
        lua,dart,flutter,rails,spring,vue,angular,svelte,nextjs,numpy,pandas,matlab,powershell,awk,sed,jquery,\
        tailwind,sqlite,postgres,mysql,mongodb,redis,graphql,kubernetes,ansible,arduino,unity,cobol,fortran,\
        elixir,erlang,clojure,f#,zig,julia,swiftui,uikit,android,ios,firebase,s3,lambda,yaml,xml,nix,flask,\
        laravel,wordpress,symfony,pytorch,tensorflow,spark,excel formula,google sheets formula,latex,webpack,\
        vite,deno,bun,ocaml,prolog,lisp,scheme,vim,emacs,cmake,gradle,maven,slack,discord,telegram
        """,
        "{software}": """
        code,function,functions,module,modules,app,server,service,services,request,requests,page,loop,build,program,\
        query,join,method,class,api,database,deploy,container,container,job,log,logs,console,thread,programm,server,\
        serveur,consulta,liste,list,screens,login
        """,
        "{trouble}": """
        not,doesn t,won t,isn t,can t,cannot,nicht mehr,nicht,keine,no longer,refuses,complains,keeps,wrong,\
        incorrect,weird,strange,stuck,twice,suddenly,although,failed,failure,red,denied,rejected,missing,\
        disappears,stops,stopped,warning,nil,null,undefined,nan,too high,too low,slow,instead of,don t know,\
        falsch,leer,hängt,disconnect*,timeout*,invalid,mal,plante,planté,erreur,lost,never,empty,\
        prints nothing,nothing happens,does nothing,stutters,flickers,lags,laggy,langsam,fails,failing,broke,\
        broken,bleibt,blanche,vide,kaputt,geht nicht,funktioniert nicht,ständig,intermittent*,once in a while,\
        manchmal,stale,duplicate*,out of range,out of memory,overflow*,unauthorized,forbidden,refused,\
        truncated,garbled,obwohl,even though,no output,unable,ignored,ignores,\
        skips,loses,drops,delay*,corrupt*,unhandled,not found,why do i get,braucht
        """,
        "{system}": """
        useeffect,build,app,anwendung,programm,program,server,serveur,websocket,connection,connections,\
        connect,ci,main,pipeline,cargo,compiler,npm,pip,gradle,xcode,git,postgres,database,login,page,browser,\
        update,deploy,variable,function,loop,query,request,requests,api,script,code,test,container,docker,job,\
        thread,sum,index,array,snippet,screen,button,cache,cron,service,import,module,package,dependency,\
        value,field,form,session,cookie,certificate,ssl,render,component,state,console,terminal,assertion,\
        memory,cpu,importer,exporter,worker,queue,heap,production,produktivsystem,lokal,staging,device,\
        devices,animation,phone,emulator,chrome,safari,firefox,kernel,driver,disk,\
        disk space,network,proxy,dns,vpn,firewall,rows,parser,permission,root,webhook,callback,listener,\
        scheduler,upload,download,socket,tls,token,header,json,encoding,umlauts,charset,installer,extension,\
        plugin,layout,css,menu,ide,linker,symbol,symbols,architecture,nginx,aws,azure,kubernetes,pod,pods,\
        sensor,notification,notifications,abfrage,promise rejection,catch block,entries,checkout,\
        datei,verbindung,seite
        """,
        "{design}":
            "design,propose,sketch,plan,choose,should we,should i,how should,how would,how do i,welche,wie,which,what",
        "{ask}": "why,why does,warum,pourquoi,por qué,woran,what,how,find",
    ]

    static let all: [TaskType: String] = [
        .codeGeneration: codeGeneration, .debugging: debugging, .architecturalDesign: architecturalDesign,
        .documentation: documentation, .testing: testing, .dataAnalysis: dataAnalysis, .reasoning: reasoning,
        .vision: vision,
    ]
}

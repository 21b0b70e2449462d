extension TaskCues {
    static let documentation = """
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
        1.0 write up
        1.4 cheat sheet
        1.6 doxygen
        1.6 jsdoc
        1.0 beschreibe
        1.2 commentaires
        1.2 comentarios
        1.0 what s new
        0.9 pull requests
        0.9 walkthrough
        1.0 knowledge base
        1.0 help page
        1.0 explain how
        1.6 benutzerhandbuch
        1.2 deprecation notice
        1.4 commit message
        1.0 newcomers
        0.9 markdown file
        1.0 package registry
        0.9 abschnitt
        """

    static let vision = """
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
        1.2 capture d écran
        1.2 bildschirmfoto
        0.9 wireframe
        1.2 im bild
        0.9 close up
        0.9 captura
        """
}

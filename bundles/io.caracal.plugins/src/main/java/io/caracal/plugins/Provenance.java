package io.caracal.plugins;

/** How a plugin came to this machine, which decides how much it has to prove. */
enum Provenance {
    /** An administrator of the machine put it there: the folder, the repository. */
    MACHINE,
    /** It was uploaded. */
    UPLOAD
}

package io.caracal.cli.output;

/** How results are written. Lower case, because that is how they are typed. */
public enum Format {
    table,
    json,
    yaml
}

package io.posterframe.render;

/** Whether workers are shut in. */
public enum SandboxChoice {
    /** As far as this machine lets us. */
    AUTO,
    /** By bubblewrap, or the server does not start. */
    ON,
    OFF
}

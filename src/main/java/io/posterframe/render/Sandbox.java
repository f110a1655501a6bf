package io.posterframe.render;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What workers are shut in by, should a decoder be broken into.
 *
 * @param words stand before a worker's command, and start it
 */
public record Sandbox(Kind kind, List<String> words) {
    private static final Logger LOG = LoggerFactory.getLogger(Sandbox.class);

    /** Nothing but what a worker refrains from. */
    public static final Sandbox NONE = new Sandbox(Kind.NONE, List.of());

    private static final List<String> SETPRIV = List.of("setpriv", "--no-new-privs", "--");

    /** From the strongest to the weakest. */
    public enum Kind {
        /** Namespaces of its own, without capabilities: no network, and no files but the program's own. */
        BUBBLEWRAP,
        /** The server's network and files; no program that it starts has more rights. */
        NO_NEW_PRIVILEGES,
        NONE;

        /** As in metrics and answers. */
        public String lowerName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Sandbox {
        words = List.copyOf(words);
    }

    /**
     * What works on a machine.
     *
     * @param lack why it isn't bubblewrap, in words that follow "as"; empty when it is, or nobody wants it
     */
    public record Found(Sandbox sandbox, Optional<String> lack) {}

    /**
     * As {@link #look}, and logs what was found.
     *
     * @throws IOException when it has to be on and does not work, with the reason
     */
    public static Sandbox find(SandboxChoice choice, Path nativeFolder, List<Path> hidden) throws IOException {
        Found found = look(choice, nativeFolder, hidden);
        Kind kind = found.sandbox().kind();
        if (choice == SandboxChoice.OFF) {
            LOG.info("render.sandbox is off: workers have the network and the files of the server's user");
        } else if (kind == Kind.BUBBLEWRAP) {
            LOG.info("workers are shut in by bubblewrap: no network, no files but the program's own, no privileges");
        } else {
            LOG.warn(
                    "workers have the network and the files of the server's user{}, as {}",
                    kind == Kind.NO_NEW_PRIVILEGES ? ", but can gain no privileges" : "",
                    found.lack().orElse("?"));
        }
        return found.sandbox();
    }

    /**
     * Finds out what works on this machine, by starting a JVM in it. Takes a tenth of a second.
     *
     * @param nativeFolder as for {@link WorkerCommand}
     * @param hidden       folders of which a worker must see nothing, wherever they are
     * @throws IOException when it has to be on and does not work, with the reason
     */
    public static Found look(SandboxChoice choice, Path nativeFolder, List<Path> hidden) throws IOException {
        if (choice == SandboxChoice.OFF) {
            return new Found(NONE, Optional.empty());
        }
        Sandbox bubblewrap = new Sandbox(Kind.BUBBLEWRAP, Bubblewrap.words(nativeFolder, hidden));
        Optional<String> problem = SandboxTrial.run(bubblewrap);
        if (problem.isEmpty()) {
            return new Found(bubblewrap, problem);
        }
        String lack = "bubblewrap does not work: " + problem.get()
                + " (on Debian: apt install bubblewrap; in a container see docs/operations.md#sandbox)";
        if (choice == SandboxChoice.ON) {
            throw new IOException("render.sandbox is on, and " + lack);
        }
        Sandbox setpriv = new Sandbox(Kind.NO_NEW_PRIVILEGES, SETPRIV);
        return new Found(SandboxTrial.run(setpriv).isEmpty() ? setpriv : NONE, Optional.of(lack));
    }
}

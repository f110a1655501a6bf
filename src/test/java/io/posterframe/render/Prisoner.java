package io.posterframe.render;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tries to get out of where it was started: {@code Prisoner PORT SECRET NATIVE_FOLDER}. Prints a line for what succeeds. */
final class Prisoner {
    private static final int PATIENCE_MILLIS = 2000;

    /** The device 5:0, the terminal of whoever opens it. */
    private static final long TERMINAL = 5 << 8;

    private Prisoner() {}

    /** Something that should fail. */
    private interface Attempt {
        void run() throws IOException;
    }

    public static void main(String[] arguments) throws IOException {
        int port = Integer.parseInt(arguments[0]);
        Path secret = Path.of(arguments[1]);
        attempt("connects to the loopback", () -> {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress("127.0.0.1", port), PATIENCE_MILLIS);
            }
        });
        attempt("reads a file", () -> Files.readString(secret));
        attempt("sees a folder", () -> Files.list(secret.getParent()).close());
        attempt("reads who there is", () -> Files.readString(Path.of("/etc/passwd")));
        for (Path folder : new Path[] {Path.of("/"), Path.of("/etc"), Path.of("/dev"), Path.of(arguments[2])}) {
            attempt("writes into " + folder, () -> Files.delete(Files.createFile(folder.resolve("written"))));
        }
        attempt("sees other processes", () -> {
            try (Stream<Path> found = Files.list(Path.of("/proc"))) {
                String others = found.map(path -> path.getFileName().toString())
                        .filter(name -> name.matches("[0-9]+"))
                        .filter(name ->
                                Long.parseLong(name) != ProcessHandle.current().pid())
                        .collect(Collectors.joining(" "));
                if (others.isEmpty()) {
                    throw new IOException("none");
                }
            }
        });
        attempt("has the terminal", () -> {
            if (!Files.getAttribute(Path.of("/dev/tty"), "unix:rdev").equals(TERMINAL)) {
                throw new IOException("something else is in its place");
            }
        });
        attempt("has capabilities", () -> expect("CapBnd:\t0000000000000000"));
        attempt("may gain privileges", () -> expect("NoNewPrivs:\t1"));
        System.out.println("end");
    }

    /** Throws when the system says so of this process. */
    private static void expect(String line) throws IOException {
        if (Files.readAllLines(Path.of("/proc/self/status")).contains(line)) {
            throw new IOException(line);
        }
    }

    private static void attempt(String what, Attempt attempt) {
        try {
            attempt.run();
            System.out.println(what);
        } catch (IOException | RuntimeException refused) {
            // as it should be
        }
    }
}

package io.posterframe;

import io.posterframe.cli.Main;
import io.posterframe.kubernetes.ImageRecipe;
import io.posterframe.kubernetes.Manifests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A server from the files that the image has, started by the image's command as the pod starts it, in what bubblewrap can
 * do of a container: a user of its own without capabilities, process 1 of its own, a root that can't be written, a volume
 * for data and one for /tmp. The system's programs are this machine's rather than the base image's, and the network too. Needs
 * bubblewrap and tini, and takes a JDK 25 where there is one.
 */
final class Container {
    private static final Path JDKS = Path.of("/usr/lib/jvm");

    private Container() {}

    /**
     * @param folder          for the image's files
     * @param data            the volume
     * @param userNamespaces  whether processes in it may make some, which container engines deny by default
     */
    static ServerProcess start(Path folder, Path data, boolean userNamespaces) throws IOException {
        ImageRecipe image = ImageRecipe.read();
        String[] user = image.user().split(":");
        Path installed = install(image, folder);
        List<String> words = new ArrayList<>(asUser(user, folder, data));
        words.addAll(List.of("bwrap", "--unshare-user", "--unshare-pid", "--unshare-ipc"));
        words.addAll(List.of("--as-pid-1", "--die-with-parent", "--new-session", "--cap-drop", "ALL"));
        words.addAll(List.of("--uid", user[0], "--gid", user[1]));
        if (!userNamespaces) {
            words.add("--disable-userns");
        }
        for (String system :
                List.of("/usr", "/bin", "/sbin", "/lib", "/lib64", "/etc/ld.so.cache", "/etc/alternatives")) {
            words.addAll(List.of("--ro-bind-try", system, system));
        }
        Path java = java();
        words.addAll(List.of("--ro-bind", java.toString(), java.toString(), "--proc", "/proc", "--dev", "/dev"));
        words.addAll(List.of("--ro-bind", installed.toString(), "/opt/posterframe"));
        Path options = Files.createDirectories(folder.resolve("options"));
        Files.copy(
                Manifests.FOLDER.resolve("overlays/single/posterframe.yaml"),
                options.resolve("posterframe.yaml"),
                StandardCopyOption.REPLACE_EXISTING);
        words.addAll(List.of("--ro-bind", options.toString(), "/etc/posterframe"));
        words.addAll(List.of(
                "--tmpfs",
                "/tmp",
                "--bind",
                data.toString(),
                image.environment().get("POSTERFRAME_DATA")));
        words.addAll(List.of("--remount-ro", "/", "--chdir", "/opt/posterframe", "--clearenv"));
        Map<String, String> environment = new LinkedHashMap<>(image.environment());
        environment.put("PATH", java.resolve("bin") + ":/usr/bin:/bin");
        environment.put("JAVA_HOME", java.toString());
        environment.put("POSTERFRAME_SERVER_HOST", "127.0.0.1");
        environment.put("POSTERFRAME_SERVER_PORT", "0");
        environment.put("POSTERFRAME_RENDER_WORKERS", "1");
        environment.forEach((name, value) -> words.addAll(List.of("--setenv", name, value)));
        words.add("--");
        words.addAll(image.command().subList(0, image.command().size() - 1));
        Manifests.read("base/statefulset.yaml")
                .get("StatefulSet", "posterframe")
                .at("/spec/template/spec/containers/0/args")
                .forEach(argument -> words.add(argument.asText()));
        Path output = Files.createTempFile(folder, "server", ".log");
        return new ServerProcess(
                new ProcessBuilder(words)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start(),
                output);
    }

    /** The process that the container's engine would send SIGTERM to. */
    static ProcessHandle first(ServerProcess server) {
        return server.process().children().findFirst().orElseThrow();
    }

    /** Root becomes the user, since bubblewrap of root's hides a part of /proc, and none can be mounted inside then. */
    private static List<String> asUser(String[] user, Path folder, Path data) throws IOException {
        if (!Files.getAttribute(folder, "unix:uid").equals(0)) {
            return List.of();
        }
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setAttribute(data, "unix:uid", Integer.valueOf(user[0]));
        Files.setAttribute(data, "unix:gid", Integer.valueOf(user[1]));
        return List.of("setpriv", "--reuid", user[0], "--regid", user[1], "--clear-groups", "--inh-caps=-all", "--");
    }

    private static Path install(ImageRecipe image, Path folder) throws IOException {
        Path installed = folder.resolve("posterframe");
        for (Path file : image.files().keySet()) {
            Path target =
                    Files.createDirectories(installed.resolve(file).getParent()).resolve(file.getFileName());
            if (file.endsWith("posterframe.jar")) {
                // of the classes as they are now, while the build's is made after the tests
                writeJar(target);
            } else {
                copy(file, target);
            }
        }
        return installed;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = from.equals(file)
                        ? to
                        : to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else if (!Files.exists(target)) {
                    Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }

    private static void writeJar(Path jar) throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.put(Attributes.Name.MAIN_CLASS, Main.class.getName());
        try (Stream<Path> libraries = Files.list(Path.of("target/lib"))) {
            attributes.put(
                    Attributes.Name.CLASS_PATH,
                    libraries.map(library -> "lib/" + library.getFileName()).collect(Collectors.joining(" ")));
        }
        Path classes = Path.of("target/classes");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.skip(1).toList()) {
                boolean folder = Files.isDirectory(file);
                out.putNextEntry(new JarEntry(classes.relativize(file) + (folder ? "/" : "")));
                if (!folder) {
                    Files.copy(file, out);
                }
            }
        }
    }

    /** A JDK 25, as in the image, or the one that runs the tests. */
    private static Path java() throws IOException {
        if (Files.isDirectory(JDKS)) {
            try (Stream<Path> jdks = Files.list(JDKS)) {
                List<Path> found = jdks.filter(Container::isJava25).toList();
                if (!found.isEmpty()) {
                    return found.get(0).toRealPath();
                }
            }
        }
        return Path.of(System.getProperty("java.home"));
    }

    private static boolean isJava25(Path jdk) {
        Path release = jdk.resolve("release");
        try {
            return Files.exists(release) && Files.readString(release).contains("JAVA_VERSION=\"25");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

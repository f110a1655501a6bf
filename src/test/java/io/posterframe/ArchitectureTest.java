package io.posterframe;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The rules between packages. Whoever has to change a table here changes the design, and should mean to. */
class ArchitectureTest {
    private static final String ROOT = "io.posterframe";

    /** The main code without its tests. */
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    /**
     * What each package may use of the others. A line names only packages of the lines above it, so there can be no
     * cycle. The empty name is the root package.
     */
    private static final List<Map.Entry<String, Set<String>>> MAY_USE = List.of(
            entry("picture", Set.of()),
            entry("trail", Set.of()),
            entry("address", Set.of()),
            entry("timeline", Set.of()),
            entry("json", Set.of()),
            entry("purge", Set.of()),
            entry("still", Set.of("picture")),
            // in worker processes
            entry("decode", Set.of("still", "timeline", "picture")),
            entry("image", Set.of("decode", "picture")),
            entry("wire", Set.of("timeline", "picture")),
            entry("worker", Set.of("decode", "image", "wire", "timeline", "picture")),
            entry("sample", Set.of()),
            // in the edge
            entry("origin", Set.of("trail", "address", "timeline", "picture")),
            entry("hls", Set.of("trail", "origin", "timeline", "picture")),
            entry("bucket", Set.of("picture")),
            entry("cache", Set.of("bucket", "purge", "picture")),
            entry("catalog", Set.of("still", "picture")),
            entry("connection", Set.of()),
            entry("database", Set.of("picture")),
            entry("archive", Set.of("bucket", "picture")),
            entry("store", Set.of("database", "catalog", "picture")),
            entry("access", Set.of("trail", "catalog", "address", "picture")),
            entry("upload", Set.of("trail", "database", "origin", "catalog", "picture")),
            entry("render", Set.of("trail", "wire", "origin", "timeline", "picture")),
            entry("fleet", Set.of("store", "database", "purge", "address", "picture")),
            entry("delivery", Set.of("trail", "catalog", "hls", "origin", "cache", "render", "purge", "picture")),
            entry(
                    "job",
                    Set.of(
                            "archive",
                            "delivery",
                            "hls",
                            "render",
                            "origin",
                            "catalog",
                            "store",
                            "database",
                            "picture")),
            entry("asset", Set.of("job", "upload", "store", "database", "catalog", "render", "picture")),
            entry(
                    "admin",
                    Set.of("job", "store", "database", "upload", "catalog", "address", "json", "purge", "picture")),
            entry("dialect", Set.of("delivery", "access", "catalog", "picture")),
            entry(
                    "dialect.kaltura",
                    Set.of("trail", "dialect", "delivery", "upload", "access", "catalog", "purge", "picture")),
            entry(
                    "dialect.photoframe",
                    Set.of(
                            "trail",
                            "dialect",
                            "asset",
                            "delivery",
                            "upload",
                            "access",
                            "store",
                            "database",
                            "catalog",
                            "still",
                            "purge",
                            "picture")),
            entry(
                    "dialect.capture",
                    Set.of(
                            "trail",
                            "dialect",
                            "delivery",
                            "hls",
                            "access",
                            "store",
                            "database",
                            "catalog",
                            "cache",
                            "picture",
                            "json")),
            entry(
                    "dialect.frames",
                    Set.of(
                            "dialect",
                            "asset",
                            "job",
                            "delivery",
                            "upload",
                            "access",
                            "catalog",
                            "cache",
                            "purge",
                            "picture",
                            "json")),
            entry(
                    "dialect.tasks",
                    Set.of(
                            "trail",
                            "dialect",
                            "asset",
                            "job",
                            "delivery",
                            "upload",
                            "access",
                            "catalog",
                            "cache",
                            "picture",
                            "json")),
            entry(
                    "http",
                    Set.of(
                            "trail",
                            "dialect",
                            "dialect.kaltura",
                            "dialect.photoframe",
                            "dialect.capture",
                            "dialect.frames",
                            "dialect.tasks",
                            "job",
                            "delivery",
                            "admin",
                            "upload",
                            "access",
                            "cache",
                            "address",
                            "purge",
                            "picture")),
            entry("trace", Set.of("trail", "picture")),
            entry(
                    "metrics",
                    Set.of("connection", "http", "job", "render", "fleet", "database", "origin", "cache", "picture")),
            // the options are records of the packages that own them
            entry(
                    "config",
                    Set.of(
                            "trace",
                            "http",
                            "dialect.kaltura",
                            "dialect.photoframe",
                            "dialect.capture",
                            "dialect.frames",
                            "dialect.tasks",
                            "job",
                            "hls",
                            "delivery",
                            "admin",
                            "upload",
                            "fleet",
                            "archive",
                            "access",
                            "database",
                            "render",
                            "catalog",
                            "cache",
                            "origin",
                            "picture")),
            entry(
                    "",
                    Set.of(
                            "trace",
                            "trail",
                            "dialect",
                            "config",
                            "metrics",
                            "connection",
                            "http",
                            "dialect.kaltura",
                            "dialect.photoframe",
                            "dialect.capture",
                            "dialect.frames",
                            "dialect.tasks",
                            "asset",
                            "job",
                            "archive",
                            "hls",
                            "delivery",
                            "admin",
                            "upload",
                            "access",
                            "fleet",
                            "store",
                            "database",
                            "render",
                            "catalog",
                            "cache",
                            "origin",
                            "purge",
                            "picture")),
            entry(
                    "doctor",
                    Set.of(
                            "",
                            "config",
                            "http",
                            "admin",
                            "archive",
                            "bucket",
                            "database",
                            "dialect.capture",
                            "upload",
                            "cache",
                            "render",
                            "catalog",
                            "origin",
                            "picture")),
            entry("cli", Set.of("", "doctor", "config", "http", "admin", "access", "catalog", "render", "picture")));

    /** Who may use which library. The longest name that fits counts; a library that is not here may not be used at all. */
    private static final Map<String, Set<String>> LIBRARIES = Map.ofEntries(
            entry("io.humble", Set.of("decode", "sample")),
            entry("org.bytedeco", Set.of("decode", "image", "sample")),
            entry("com.twelvemonkeys", Set.of("image")),
            entry("org.apache.pdfbox", Set.of("image")),
            entry(
                    "com.github.benmanes.caffeine",
                    Set.of(
                            "cache",
                            "origin",
                            "catalog",
                            "store",
                            "access",
                            "upload",
                            "delivery",
                            "hls",
                            "render",
                            "job",
                            "dialect.photoframe",
                            "dialect.capture",
                            "dialect.frames")),
            entry("io.lindstrom", Set.of("hls")),
            entry("com.auth0", Set.of("dialect.capture")),
            entry("com.zaxxer.hikari", Set.of("database")),
            entry("org.postgresql", Set.of("database")),
            entry("org.h2.mvstore", Set.of("cache")),
            entry("org.flywaydb", Set.of("database")),
            entry("com.github.kagkarlsson", Set.of("job")),
            entry(
                    "org.jdbi",
                    Set.of(
                            "database",
                            "store",
                            "upload",
                            "admin",
                            "job",
                            "asset",
                            "fleet",
                            "dialect.photoframe",
                            "dialect.capture")),
            entry(
                    "com.fasterxml.jackson",
                    Set.of(
                            "json",
                            "store",
                            "admin",
                            "upload",
                            "catalog",
                            "dialect.photoframe",
                            "dialect.capture",
                            "dialect.frames",
                            "dialect.tasks",
                            "cli")),
            entry("io.github.bucket4j", Set.of("access")),
            entry("software.amazon.awssdk", Set.of("bucket")),
            entry("io.micrometer", Set.of("metrics")),
            entry("io.opentelemetry", Set.of("trace")),
            entry(
                    "io.vertx.core",
                    Set.of(
                            "connection",
                            "origin",
                            "purge",
                            "cache",
                            "catalog",
                            "database",
                            "store",
                            "fleet",
                            "access",
                            "upload",
                            "admin",
                            "render",
                            "delivery",
                            "job",
                            "asset",
                            "dialect",
                            "dialect.kaltura",
                            "dialect.photoframe",
                            "dialect.capture",
                            "dialect.frames",
                            "dialect.tasks",
                            "hls",
                            "http",
                            "doctor",
                            "")),
            entry("io.vertx.core.internal", Set.of("cache")),
            entry("io.vertx.ext.web", Set.of("http", "admin")),
            entry("io.vertx.ext.web.client", Set.of("origin", "catalog")),
            entry("io.vertx.ext.web.codec", Set.of("origin", "catalog")),
            entry("io.netty", Set.of("cache", "connection", "http")),
            entry("org.yaml.snakeyaml", Set.of("config")),
            entry("picocli", Set.of("cli")),
            entry("ch.qos.logback", Set.of("cli")),
            entry(
                    "org.slf4j",
                    Set.of(
                            "connection",
                            "worker",
                            "origin",
                            "cache",
                            "catalog",
                            "database",
                            "fleet",
                            "store",
                            "upload",
                            "admin",
                            "render",
                            "delivery",
                            "job",
                            "asset",
                            "dialect.photoframe",
                            "dialect.capture",
                            "dialect.frames",
                            "dialect.tasks",
                            "hls",
                            "http",
                            "metrics",
                            "trace",
                            "cli",
                            "")));

    private static final Set<String> EVENT_LOOP_PACKAGES = Set.of(
            "access",
            "admin",
            "asset",
            "cache",
            "catalog",
            "connection",
            "delivery",
            "dialect",
            "dialect.kaltura",
            "dialect.photoframe",
            "dialect.capture",
            "dialect.frames",
            "dialect.tasks",
            "fleet",
            "hls",
            "http",
            "metrics",
            "origin",
            "purge",
            "trace",
            "trail");

    @Test
    void aPackageUsesOnlyPackagesBelowIt() {
        Map<String, Set<String>> allowed =
                MAY_USE.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        assertEquals(Set.of(), broken(target -> target.startsWith(ROOT), (from, target) -> {
            String to = packageName(target);
            return from.equals(to) || allowed.getOrDefault(from, Set.of()).contains(to);
        }));
    }

    @Test
    void theTableNamesEveryPackageAndHasNoCycle() {
        Set<String> above = new TreeSet<>();
        MAY_USE.forEach(line -> {
            assertTrue(above.containsAll(line.getValue()), line.getKey() + " uses a package of a line below it");
            above.add(line.getKey());
        });
        assertEquals(
                CLASSES.stream()
                        .map(type -> packageName(type.getName()))
                        .collect(Collectors.toCollection(TreeSet::new)),
                above);
    }

    @Test
    void aLibraryIsUsedByItsPackagesOnly() {
        assertEquals(Set.of(), broken(ArchitectureTest::isForeign, (from, target) -> LIBRARIES.entrySet().stream()
                .filter(library -> target.startsWith(library.getKey() + "."))
                .max(Map.Entry.comparingByKey())
                .map(library -> library.getValue().contains(from))
                .orElse(false)));
    }

    @Test
    void theEdgeHoldsNoNativeMediaCode() {
        assertEquals(
                Set.of(),
                reachedFrom("cli.Main", name -> name.startsWith("io.humble.") || name.startsWith("org.bytedeco.")));
    }

    @Test
    void aWorkerHasNothingToReachANetworkWith() {
        assertEquals(Set.of(), reachedFrom("worker.WorkerMain", name -> Stream.of(
                        "java.net.", "java.nio.channels.", "io.vertx.", "io.netty.", "javax.net.")
                .anyMatch(name::startsWith)));
    }

    @Test
    void noClassIsNamedAfterNothing() {
        noClasses()
                .should()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Common")
                .orShould()
                .resideInAnyPackage("..util..", "..common..", "..helper..", "..manager..")
                .check(CLASSES);
    }

    @Test
    void everyPackageSaysWhatItIsForAndIsNullMarked() {
        List<String> without = MAY_USE.stream()
                .map(line -> line.getKey().isEmpty() ? ROOT : ROOT + "." + line.getKey())
                .filter(name -> !CLASSES.contain(name + ".package-info")
                        || !CLASSES.get(name + ".package-info").isAnnotatedWith(NullMarked.class))
                .toList();
        assertEquals(List.of(), without);
    }

    @Test
    void onlyTheMainClassesEndTheirProcess() {
        assertEquals(
                Map.of(
                        "java.lang.System.exit", Set.of("cli.Main", "sample.SampleClip"),
                        "java.lang.Runtime.halt", Set.of("worker.WorkerMain", "worker.EdgeWatch")),
                callersOf(Set.of("java.lang.System.exit", "java.lang.Runtime.exit", "java.lang.Runtime.halt")));
    }

    @Test
    void onlyFiveStartProcesses() {
        assertEquals(
                Map.of(
                        "java.lang.ProcessBuilder.start",
                        Set.of(
                                "render.WorkerCommand",
                                "render.SandboxTrial",
                                "cli.SampleFolder",
                                "doctor.DiskSpaceCheck",
                                "image.Jxr")),
                callersOf(Set.of("java.lang.ProcessBuilder.start", "java.lang.Runtime.exec")));
    }

    @Test
    void nothingNearAnEventLoopSleepsOrAwaits() {
        Map<String, Set<String>> callers = callersOf(Set.of(
                "java.lang.Thread.sleep",
                "java.util.concurrent.TimeUnit.sleep",
                "io.vertx.core.Future.await",
                "java.util.concurrent.CountDownLatch.await",
                "java.util.concurrent.CompletableFuture.join"));
        callers.values().forEach(types -> types.removeIf(type -> !EVENT_LOOP_PACKAGES.contains(ofSimple(type))));
        callers.values().removeIf(Set::isEmpty);
        assertEquals(Map.of(), callers);
    }

    private interface Rule {
        boolean allows(String fromPackage, String targetType);
    }

    private static Set<String> broken(Predicate<String> concerned, Rule rule) {
        Set<String> broken = new TreeSet<>();
        for (JavaClass type : CLASSES) {
            String from = packageName(type.getName());
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                String target =
                        dependency.getTargetClass().getBaseComponentType().getName();
                if (concerned.test(target) && !rule.allows(from, target)) {
                    broken.add(type.getName() + " uses " + target);
                }
            }
        }
        return broken;
    }

    /** What of {@code unwanted} is used by a class or by the classes that it uses, and so on. */
    private static Set<String> reachedFrom(String start, Predicate<String> unwanted) {
        Set<String> found = new TreeSet<>();
        Set<String> seen = new HashSet<>();
        Deque<JavaClass> open = new ArrayDeque<>(List.of(CLASSES.get(ROOT + "." + start)));
        while (!open.isEmpty()) {
            JavaClass type = open.pop();
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                if (unwanted.test(target.getName())) {
                    found.add(type.getName() + " uses " + target.getName());
                }
                if (CLASSES.contain(target.getName()) && seen.add(target.getName())) {
                    open.push(target);
                }
            }
        }
        return found;
    }

    /** Which classes call which of these methods, both without the root package's name. */
    private static Map<String, Set<String>> callersOf(Set<String> methods) {
        Map<String, Set<String>> callers = new TreeMap<>();
        for (JavaClass type : CLASSES) {
            List<JavaAccess<?>> accesses = new ArrayList<>(type.getMethodCallsFromSelf());
            accesses.addAll(type.getMethodReferencesFromSelf());
            for (JavaAccess<?> access : accesses) {
                String method = access.getTargetOwner().getName() + "." + access.getName();
                if (methods.contains(method)) {
                    String caller = type.getName().substring(ROOT.length() + 1).replaceFirst("\\$.*", "");
                    callers.computeIfAbsent(method, name -> new TreeSet<>()).add(caller);
                }
            }
        }
        return callers;
    }

    private static boolean isForeign(String type) {
        return type.indexOf('.') > 0
                && Stream.of(ROOT, "java.", "javax.", "com.sun.management.", "org.w3c.dom.", "org.jspecify.")
                        .noneMatch(type::startsWith);
    }

    /** The package below the root's, empty for the root itself. */
    private static String packageName(String type) {
        return ofSimple(type.substring(ROOT.length() + 1));
    }

    private static String ofSimple(String typeBelowRoot) {
        int dot = typeBelowRoot.lastIndexOf('.');
        return dot < 0 ? "" : typeBelowRoot.substring(0, dot);
    }
}

package io.posterframe;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
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

/** The rules between packages, by the tables of {@link PackageRules}. */
class ArchitectureTest {
    private static final String ROOT = "io.posterframe";

    /** The main code without its tests. */
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    @Test
    void aPackageUsesOnlyPackagesBelowIt() {
        Map<String, Set<String>> allowed =
                PackageRules.MAY_USE.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        assertEquals(Set.of(), broken(target -> target.startsWith(ROOT), (from, target) -> {
            String to = packageName(target);
            return from.equals(to) || allowed.getOrDefault(from, Set.of()).contains(to);
        }));
    }

    @Test
    void theTableNamesEveryPackageAndHasNoCycle() {
        Set<String> above = new TreeSet<>();
        PackageRules.MAY_USE.forEach(line -> {
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
        assertEquals(
                Set.of(),
                broken(ArchitectureTest::isForeign, (from, target) -> PackageRules.LIBRARIES.entrySet().stream()
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
        List<String> without = PackageRules.MAY_USE.stream()
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
        callers.values()
                .forEach(types -> types.removeIf(type -> !PackageRules.EVENT_LOOP_PACKAGES.contains(ofSimple(type))));
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

package io.posterframe.fuzz;

import io.posterframe.FuzzedEdge;
import io.posterframe.Until;
import io.posterframe.picture.EngineChoice;
import io.posterframe.render.Sandbox;
import io.posterframe.render.SandboxChoice;
import io.posterframe.render.WorkerCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** {@code Fuzz CASES SEED [FIRST]}: cases FIRST (0) to CASES - 1 go to the engines in turn, and one in ten through a whole server. Ends with 1 when there was a fault. */
public final class Fuzz {
    private static final long SAMPLE_MILLIS = 100;

    /** How many cases there are for each that goes over HTTP too. */
    private static final int ONE_IN = 10;

    /** Above the pool's limit by what a worker takes between two looks at it. */
    private static final long MOST_MEBIBYTES = 1400;

    /** Beyond what the process held before, which may have run other tests. */
    private static final long MOST_MEBIBYTES_MORE_OF_THE_EDGE = 800;

    private Fuzz() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        int cases = Integer.parseInt(arguments[0]);
        long seed = Long.parseLong(arguments[1]);
        int first = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 0;
        System.out.println("case N again: bench/fuzz.sh N+1 " + seed + " N");
        Tally tally = run(first, cases, seed);
        for (EngineChoice engine : EngineChoice.values()) {
            FuzzedEdge.run(name(engine), overHttp(engine, first, cases, seed), tally);
        }
        tally.peak("peak MiB of the edge", Memory.mostResidentMebibytes());
        tally.summary().forEach((what, count) -> System.out.println("| " + what + " | " + count + " |"));
        System.out.println(tally.faults.isEmpty() ? "no fault" : tally.faults.size() + " faults");
        System.exit(tally.faults.isEmpty() ? 0 : 1);
    }

    /** Runs the cases; what is a fault of ours is in the answer. */
    static Tally run(int first, int end, long seed) throws IOException {
        Tally tally = new Tally();
        Set<String> before = leftovers();
        Sandbox sandbox = Sandbox.find(SandboxChoice.AUTO, WorkerCommand.installedNativeFolder(), List.of());
        Map<EngineChoice, FuzzPool> pools = new EnumMap<>(EngineChoice.class);
        for (EngineChoice engine : EngineChoice.values()) {
            pools.put(engine, new FuzzPool(engine, sandbox, tally));
        }
        Thread watch = new Thread(() -> watch(pools, tally), "memory");
        watch.start();
        List<Thread> drivers = new ArrayList<>();
        pools.forEach((engine, pool) -> drivers.add(new Thread(() -> drive(engine, pool, first, end, seed))));
        drivers.forEach(Thread::start);
        drivers.forEach(Fuzz::join);
        watch.interrupt();
        join(watch);
        pools.values().forEach(FuzzPool::close);
        Until.holds(
                "no process is left",
                () -> ProcessHandle.current().descendants().noneMatch(ProcessHandle::isAlive));
        Set<String> left = leftovers();
        left.removeAll(before);
        left.forEach(file -> tally.fault("left behind: " + file));
        return tally;
    }

    private static void drive(EngineChoice engine, FuzzPool pool, int first, int end, long seed) {
        for (int number = first; number < end; number++) {
            if (isFor(engine, number)) {
                pool.run(FuzzCase.of(seed, number));
            }
        }
    }

    private static boolean isFor(EngineChoice engine, int number) {
        return number % EngineChoice.values().length == engine.ordinal();
    }

    /** One in ten, or all of a few. */
    private static List<FuzzCase> overHttp(EngineChoice engine, int first, int end, long seed) {
        return IntStream.range(first, end)
                .filter(number -> isFor(engine, number))
                .filter(number -> end - first < ONE_IN || number / EngineChoice.values().length % ONE_IN == 1)
                .mapToObj(number -> FuzzCase.of(seed, number))
                .toList();
    }

    private static String name(EngineChoice engine) {
        return engine.name().toLowerCase(Locale.ROOT);
    }

    private static void watch(Map<EngineChoice, FuzzPool> pools, Tally tally) {
        long atStart = Memory.residentMebibytes(ProcessHandle.current().pid());
        try {
            while (true) {
                long edge = Memory.residentMebibytes(ProcessHandle.current().pid());
                tally.peak("peak MiB of the edge", edge);
                if (edge > atStart + MOST_MEBIBYTES_MORE_OF_THE_EDGE) {
                    tally.fault("the edge holds " + edge + " MiB");
                }
                pools.forEach((engine, pool) -> pool.workers().forEach(worker -> {
                    long held = Memory.residentMebibytes(worker);
                    tally.peak("peak MiB of a worker: " + name(engine), held);
                    if (held > MOST_MEBIBYTES) {
                        tally.fault("a worker holds " + held + " MiB");
                    }
                }));
                Thread.sleep(SAMPLE_MILLIS);
            }
        } catch (InterruptedException e) {
            // the end of the run
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Folders that workers made for themselves. */
    private static Set<String> leftovers() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("posterframe-"))
                    .collect(Collectors.toSet());
        }
    }
}

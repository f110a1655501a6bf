package io.posterframe.job;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.posterframe.database.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * What runs when and on which server, by db-scheduler on the shared database: each job is run by one server at a time, and
 * by another when that one gives no sign of life. Jobs and callbacks have a scheduler and a table each, so that neither
 * waits for the other. Thread-safe.
 */
final class JobQueue implements AutoCloseable {
    static final String JOBS = "job_runs";
    static final String CALLBACKS = "job_callbacks";

    /** They wait most of the time: some hosts may hang, each of which holds a few. */
    private static final int CALLBACK_THREADS = 16;

    private static final int HEARTBEATS = 4;

    private static final long LAST_POLL_MILLIS = 100;

    /** What runs comes to a rest by itself, but for a write into a bucket that hangs. */
    private static final Duration LONGEST_REST = Duration.ofSeconds(20);

    /** After a fault of ours, such as a database that is away. */
    private static final Duration AFTER_A_FAULT = Duration.ofSeconds(10);

    /** What a run ends with: when it is to be run again; null for never. */
    interface Runner {
        /** @param stopping whether the server is about to end, so that the run should come to a rest */
        @Nullable
        Instant run(String jobId, BooleanSupplier stopping);
    }

    private static final String JOB = "frames";
    private static final String CALLBACK = "callback";

    private final Database database;
    private final JobConfig config;
    private final String node;
    private @Nullable Scheduler jobs;
    private @Nullable Scheduler callbacks;

    /** @param node the name of this server in the database */
    JobQueue(Database database, JobConfig config, String node) {
        this.database = database;
        this.config = config;
        this.node = node;
    }

    /** Begins to run what is due here. What an earlier process of this server was at is due at once. */
    void start(Runner jobRunner, Runner callbackRunner) {
        database.now(handle -> {
            release(handle, JOBS);
            release(handle, CALLBACKS);
            return node;
        });
        if (config.maxRunning() > 0) {
            jobs = started(task(JOB, jobRunner), JOBS, config.maxRunning());
        }
        callbacks = started(task(CALLBACK, callbackRunner), CALLBACKS, CALLBACK_THREADS);
    }

    private static CustomTask<Void> task(String name, Runner runner) {
        return Tasks.custom(name, Void.class)
                .onFailure((ended, operations) ->
                        operations.reschedule(ended, ended.getTimeDone().plus(AFTER_A_FAULT)))
                .onDeadExecutionRevive()
                .execute((instance, context) -> ended(runner, instance, context));
    }

    private static CompletionHandler<Void> ended(Runner runner, TaskInstance<Void> instance, ExecutionContext context) {
        Instant again =
                runner.run(instance.getId(), () -> context.getSchedulerState().isShuttingDown());
        return (complete, operations) -> {
            if (again == null) {
                operations.remove();
            } else {
                operations.reschedule(complete, again);
            }
        };
    }

    /** The data folder is this process's alone, so whoever bore its name before is dead. */
    private void release(Handle handle, String table) {
        handle.createUpdate("update " + table + " set picked = false, picked_by = null, last_heartbeat = null,"
                        + " version = version + 1 where picked_by = :node")
                .bind("node", node)
                .execute();
    }

    private Scheduler started(CustomTask<Void> task, String table, int threads) {
        Scheduler scheduler = Scheduler.create(database.source(), List.of(task))
                .tableName(table)
                .schedulerName(new SchedulerName.Fixed(node))
                .threads(threads)
                .pollingInterval(config.pollInterval())
                .heartbeatInterval(config.deadAfter().dividedBy(HEARTBEATS))
                .missedHeartbeatsLimit(HEARTBEATS)
                // as many as can run at once, so that others have the rest
                .pollUsingFetch(0.5, 1)
                .shutdownMaxWait(LONGEST_REST)
                .build();
        scheduler.start();
        return scheduler;
    }

    /** Has a job run, once the transaction is committed. */
    void schedule(Handle handle, String jobId, Instant at) {
        client(handle, JOBS).scheduleIfNotExists(new TaskInstance<Void>(JOB, jobId), at);
    }

    /** Has a job's end told, once the transaction is committed. */
    void scheduleCallback(Handle handle, String jobId, Instant at) {
        client(handle, CALLBACKS).scheduleIfNotExists(new TaskInstance<Void>(CALLBACK, jobId), at);
    }

    private static SchedulerClient client(Handle handle, String table) {
        return SchedulerClient.Builder.create(new OneConnection(handle.getConnection()), List.of())
                .tableName(table)
                .build();
    }

    /** Lets this server look at once for what is due. */
    void wake() {
        trigger(jobs);
        trigger(callbacks);
    }

    private static void trigger(@Nullable Scheduler scheduler) {
        if (scheduler != null) {
            scheduler.triggerCheckForDueExecutions();
        }
    }

    /** Takes nothing more on, and waits for what runs, which comes to a rest by itself. Blocks. */
    @Override
    public void close() {
        List<Scheduler> both =
                Stream.of(jobs, callbacks).filter(Objects::nonNull).toList();
        both.forEach(Scheduler::pause);
        try {
            // a poll that has begun ends before its thread is interrupted, which H2 would not stand
            TimeUnit.MILLISECONDS.sleep(LAST_POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        both.forEach(Scheduler::stop);
    }
}

package io.posterframe.doctor;

import io.posterframe.catalog.TemplateCatalog;
import io.posterframe.catalog.UrlTemplate;
import io.posterframe.origin.OriginConfig;
import io.posterframe.origin.OriginProbe;
import io.posterframe.picture.Failure;
import io.posterframe.picture.PictureException;
import io.vertx.core.Future;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * Whether the servers that templates name may be asked, and answer; and whether the hosts of {@code origin.allowed-hosts}
 * could be.
 */
record OriginsCheck(List<UrlTemplate> templates, OriginConfig config) implements Check {
    private static final int MOST = 20;
    private static final Duration LONGEST = Duration.ofSeconds(5);

    @Override
    public String what() {
        return "origins";
    }

    @Override
    public Duration patience() {
        return config.connectTimeout().plus(answer()).multipliedBy(2).plusSeconds(5);
    }

    @Override
    public void look(Findings findings) throws Exception {
        Set<URI> sites = templates.stream().map(UrlTemplate::site).collect(Collectors.toCollection(LinkedHashSet::new));
        List<URI> named = OriginProbe.named(config).stream()
                .filter(site -> sites.stream().noneMatch(known -> site.getHost().equals(known.getHost())))
                .toList();
        if (sites.isEmpty() && named.isEmpty()) {
            findings.ok("no template and no origin.allowed-hosts: only hosts that entries name are asked");
            return;
        }
        try (OneLoop loop = new OneLoop();
                OriginProbe probe =
                        new OriginProbe(loop.vertx(), config, new TemplateCatalog(templates).hosts(), answer())) {
            Map<URI, Future<Integer>> answers = new LinkedHashMap<>();
            sites.stream().limit(MOST).forEach(site -> answers.put(site, probe.head(site)));
            Map<URI, Future<Void>> allowed = new LinkedHashMap<>();
            named.stream().limit(MOST).forEach(site -> allowed.put(site, probe.allowed(site)));
            for (Map.Entry<URI, Future<Integer>> answer : answers.entrySet()) {
                tell(findings, answer.getKey(), answer.getValue());
            }
            for (Map.Entry<URI, Future<Void>> answer : allowed.entrySet()) {
                tellAllowed(findings, answer.getKey(), answer.getValue());
            }
        }
        if (sites.size() > MOST || named.size() > MOST) {
            findings.ok("only the first " + MOST + " of each list were asked");
        }
    }

    /** The server's own patience, up to what an operator has. */
    private Duration answer() {
        return config.openTimeout().compareTo(LONGEST) < 0 ? config.openTimeout() : LONGEST;
    }

    private void tell(Findings findings, URI site, Future<Integer> answer) throws Exception {
        try {
            findings.ok(site + " answers (" + await(answer) + ")");
        } catch (PictureException e) {
            Failure failure = e.failure();
            if (failure instanceof Failure.OriginRefused || isNameless(failure)) {
                findings.problem(site + ": " + failure.detail(), advice(failure));
            } else {
                findings.warning(
                        site + " "
                                + (failure instanceof Failure.TimedOut
                                        ? "does not answer in time"
                                        : "can't be asked: " + failure.detail()),
                        advice(failure));
            }
        }
    }

    private void tellAllowed(Findings findings, URI site, Future<Void> answer) throws Exception {
        try {
            await(answer);
            findings.ok("origin.allowed-hosts: " + site.getAuthority() + " has an address that may be asked");
        } catch (PictureException e) {
            findings.warning(
                    "origin.allowed-hosts: "
                            + (e.failure() instanceof Failure.TimedOut
                                    ? site.getHost() + " was not resolved in time"
                                    : e.failure().detail()),
                    advice(e.failure()));
        }
    }

    private <T> T await(Future<T> answer) throws Exception {
        try {
            return answer.await(patience().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new PictureException(new Failure.TimedOut("origin"));
        }
    }

    private static boolean isNameless(Failure failure) {
        return failure.detail().contains("can't be resolved");
    }

    private static String advice(Failure failure) {
        if (failure instanceof Failure.OriginRefused) {
            return failure.detail().contains("origin.allowed-hosts")
                    ? "add the host to origin.allowed-hosts, or leave that empty"
                    : "if it is meant, add its address range to origin.allowed-addresses";
        }
        return isNameless(failure)
                ? "see the host in catalog.templates or origin.allowed-hosts, and this machine's name server"
                : "see that it runs and that a firewall or a NetworkPolicy lets this machine reach it; "
                        + "origin.connect-timeout is how long the server waits";
    }
}

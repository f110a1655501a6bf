package io.posterframe.catalog;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Entries behind URL templates; the first template that fits makes the location. It "knows" each fitting id: only the
 * origin can tell whether there is media behind it, and of what kind if the URL doesn't say. There are no versions.
 */
public final class TemplateCatalog implements Catalog {
    private record Rule(UrlTemplate template, Optional<Pattern> entries, Medium.Kind kind) {
        boolean fits(EntryRef ref) {
            return (template.partners().isEmpty() || template.partners().contains(ref.partnerId()))
                    && entries.map(ids -> ids.matcher(ref.id()).matches()).orElse(true);
        }
    }

    private final List<Rule> rules;

    public TemplateCatalog(List<UrlTemplate> templates) {
        rules = templates.stream()
                .map(template -> new Rule(template, template.entries().map(Pattern::compile), template.kind()))
                .toList();
    }

    /** Each {@code host} or {@code host:port} that the templates point at: the origins that the operator meant. */
    public Set<String> hosts() {
        return rules.stream().map(rule -> rule.template().host()).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Future<Optional<Entry>> find(EntryRef ref) {
        if (ref.by() != EntryRef.By.ENTRY || !Ids.acceptable(ref.partnerId()) || !Ids.acceptable(ref.id())) {
            return Future.succeededFuture(Optional.empty());
        }
        return Future.succeededFuture(rules.stream()
                .filter(rule -> rule.fits(ref))
                .findFirst()
                .map(rule -> new SingleMedium(
                        new Medium(ref.id(), rule.template().location(ref), rule.kind(), 0, Medium.SERVERS_OFFSET))));
    }
}

package io.posterframe.dialect.tasks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TasksConfigTest {
    private static final String KEY = "sk-mavi-0123456789";
    private static final String URL = "https://app.example.com/hook";
    private static final String SECRET = "a-callback-secret";

    private static TaskAccount account(String key, String partner, @Nullable String url, @Nullable String secret) {
        return new TaskAccount(key, partner, Optional.ofNullable(url), Optional.ofNullable(secret));
    }

    private static String refusal(TaskAccount... accounts) {
        return refusal(1, accounts);
    }

    private static String refusal(double framesPerSecond, TaskAccount... accounts) {
        return String.valueOf(assertThrows(
                        IllegalArgumentException.class,
                        () -> new TasksConfig(true, List.of(accounts), framesPerSecond, 0, 1))
                .getMessage());
    }

    @Test
    void anAccountMayHaveSeveralKeys() {
        TasksConfig config = new TasksConfig(
                true, List.of(account(KEY, "100", URL, SECRET), account(KEY + "0", "100", URL, SECRET)), 0.2, 640, 0);
        assertEquals(URI.create(URL), config.accounts().get(0).callback());
    }

    @Test
    void whatDoesNotFitIsRefused() {
        TaskAccount one = account(KEY, "100", URL, SECRET);
        assertTrue(refusal(one, account(KEY, "101", null, null)).contains("different keys"));
        assertTrue(refusal(one, account(KEY + "0", "100", URL, null)).contains("one partner"));
        for (double rate : new double[] {0, -1, 60.1, Double.NaN}) {
            assertTrue(refusal(rate).startsWith("frames-per-second"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ftp://a.example/",
                "//a.example/",
                "https:///path",
                "https://u:p@a.example/",
                "https://a.example/#f",
                "https://a b/"
            })
    void aCallbackUrlMustBeOne(String url) {
        assertThrows(IllegalArgumentException.class, () -> account(KEY, "100", url, null));
    }

    @Test
    void secretsMustBeLong() {
        assertThrows(IllegalArgumentException.class, () -> account(KEY.substring(0, 15), "100", null, null));
        assertThrows(IllegalArgumentException.class, () -> account(KEY, "100", URL, "too-short"));
        assertThrows(IllegalArgumentException.class, () -> account(KEY, "abc", null, null));
    }

    @Test
    void noSecretIsShown() {
        String shown = new TasksConfig(true, List.of(account(KEY, "100", URL, SECRET)), 1, 0, 1).toString();
        assertFalse(shown.contains(KEY), shown);
        assertFalse(shown.contains(SECRET), shown);
    }
}

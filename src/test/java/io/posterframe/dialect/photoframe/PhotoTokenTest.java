package io.posterframe.dialect.photoframe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhotoTokenTest {
    /** The one that the API's documentation prints. */
    private static final String GOLDEN = "5ea04282ea3c4a9beca6234606006b56e0cb923d-1292438117";

    private static final long EXPIRE_MILLIS = 1292438117_000L;

    @Test
    void makesTheDocumentedToken() {
        assertEquals(GOLDEN, PhotoToken.timeLimited("123abc", "97531", 1292438117));
    }

    @Test
    void givesARightUntilItExpires() {
        assertEquals(EXPIRE_MILLIS, PhotoToken.check("123abc", "97531", GOLDEN, EXPIRE_MILLIS - 1));
        assertRefused("97531", GOLDEN, EXPIRE_MILLIS);
    }

    @Test
    void givesARightForEverBySecretToken() {
        assertEquals(Long.MAX_VALUE, PhotoToken.check("123abc", "97531", "123abc", EXPIRE_MILLIS));
    }

    @Test
    void isForOnePhoto() {
        assertRefused("97532", GOLDEN, 0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "123ab",
                "123abC",
                "123abc ",
                "5ea04282ea3c4a9beca6234606006b56e0cb923d-1292438118",
                "5ea04282ea3c4a9beca6234606006b56e0cb923e-1292438117",
                "5ea04282ea3c4a9beca6234606006b56e0cb923d-01292438117",
                "5ea04282ea3c4a9beca6234606006b56e0cb923d-",
                "5ea04282ea3c4a9beca6234606006b56e0cb923d",
                "5ea04282ea3c4a9beca6234606006b56e0cb923d-99999999999999999999",
                "-1292438117",
                "' or '1'='1"
            })
    void refusesAnyOther(String token) {
        assertRefused("97531", token, 0);
    }

    private static void assertRefused(String photoId, String token, long nowMillis) {
        ApiException refused =
                assertThrows(ApiException.class, () -> PhotoToken.check("123abc", photoId, token, nowMillis));
        assertEquals("invalid_photo_token", refused.error().code());
    }
}

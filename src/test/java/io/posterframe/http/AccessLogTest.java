package io.posterframe.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessLogTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/p/1/thumbnail/entry_id/x/ks/SECRET",
                "/p/1/thumbnail/ks/SECRET/entry_id/x",
                "/p/1/thumbnail//ks//SECRET/entry_id/x?a=b",
                "/p/1/thumbnail/entry_id/x/%6Bs/SECRET?a=b",
                "/p/1/thumbnail/entry_id/x?ks=SECRET",
                "/p/1/thumbnail/entry_id/x?a=b&ks=SECRET/SECRET==&c=d",
                "/p/1/thumbnail/entry_id/x?a=b&%6b%73=SECRET",
                "/p/1/thumbnail/entry_id/x?+ks=SECRET&ks[]=SECRET",
                "/p/1/thumbnail/ks/SECRET?ks=SECRET",
                "http://edge/p/1/thumbnail/ks/SECRET",
                "/p/1/thumbnail/entry_id/x?expires=1&signature=SECRET",
                "/p/1/thumbnail/entry_id/x?%73ignature=SECRET&a=b",
                "/p/1/thumbnail/upload_token_id/SECRET/width/3",
                "/p/1/thumbnail?upload%5Ftoken.id=SECRET",
                "/uploads?upload_token_id=SECRET&resumableChunkNumber=1"
            })
    void masksWhatGivesARight(String target) {
        assertEquals(target.replaceAll("SECRET(/SECRET==)?", "***"), AccessLog.withoutSecrets(target));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/photo/frame?photo_id=1&token=SECRET&time=2&size=3x4",
                "/api/photo/frame?%74oken=SECRET&upload_token=SECRET",
                "/api/photo/get-upload-token?oauth_token=SECRET&oauth_signature=SECRET&format=json"
            })
    void masksTheTokensOfACall(String target) {
        assertEquals(target.replace("SECRET", "***"), AccessLog.withoutSecrets(target));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/frames/UUID/0.jpg",
                "/frames/UUID/12.jpg?a=b",
                "//frames//UUID/0.jpg",
                "/%66rames/UUID/0.jpg",
                "/v1/frames/UUID",
                "/v1/frames/UUID?limit=100",
                "http://edge/v1/frames/UUID",
                "/admin/v1/jobs/UUID"
            })
    void masksTheIdsOfExtractions(String target) {
        String uuid = "5f0e7d3a-1b2c-4d5e-8f90-0123456789ab";
        String masked = target.replace("UUID", "***");
        assertEquals(masked, AccessLog.withoutSecrets(target.replace("UUID", uuid)));
        assertEquals(masked, AccessLog.withoutSecrets(target.replace("UUID", uuid.replace("-", "%2D"))));
        assertEquals(masked, AccessLog.withoutSecrets(target.replace("UUID", uuid.replace("a", "%61"))));
        assertEquals(masked, AccessLog.withoutSecrets(target.replace("UUID", uuid + "%2F0.jpg")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/p/1/thumbnail/entry_id/socks/width/3?blocks=4&tasks/5",
                "/ks",
                "*",
                "/p/1/thumbnail/ks/",
                "/v1/files/5f0e7d3a-1b2c-4d5e-8f90-0123456789ab/frames",
                "/frames/film/0.jpg",
                "/admin/v1/jobs",
                "/serve/api/v2/imc_666914042514116608_0/download"
            })
    void leavesAllElse(String target) {
        assertEquals(target, AccessLog.withoutSecrets(target));
    }

    @Test
    void readsTheResultOffTheCacheStatus() {
        assertEquals("memory", AccessLog.cacheResult("posterframe; hit; detail=memory"));
        assertEquals("stale", AccessLog.cacheResult("posterframe; hit; ttl=-4; detail=stale"));
        assertEquals("miss", AccessLog.cacheResult("posterframe; fwd=miss; stored"));
        assertEquals("joined", AccessLog.cacheResult("posterframe; fwd=miss; collapsed"));
        assertEquals("not-found", AccessLog.cacheResult("posterframe; fwd=miss; detail=not-found"));
        assertNull(AccessLog.cacheResult(null));
    }
}

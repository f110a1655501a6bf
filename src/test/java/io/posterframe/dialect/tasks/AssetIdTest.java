package io.posterframe.dialect.tasks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AssetIdTest {
    @Test
    void eachKindIsRead() {
        assertEquals(Optional.of(new AssetId.Video("re_657739295220518912")), AssetId.of("re_657739295220518912"));
        assertEquals(Optional.of(new AssetId.Collection(666914042514116608L)), AssetId.of("im_666914042514116608"));
        assertEquals(Optional.of(new AssetId.Frame(666914042514116608L, 0)), AssetId.of("imc_666914042514116608_0"));
        assertEquals(
                Optional.of(new AssetId.Frame(666914042514116608L, 19_999)),
                AssetId.of("imc_666914042514116608_19999"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"re_1", "re_007", "im_666914042514116608", "imc_666914042514116608_10"})
    void whatIsReadIsWrittenAlike(String id) {
        assertEquals(id, AssetId.of(id).orElseThrow().toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "re_",
                "re_1a",
                "re_\u0661",
                "RE_1",
                "re_1/..",
                "im_1",
                "im_066691404251411660",
                "im_6669140425141166080",
                "imc_666914042514116608",
                "imc_666914042514116608_",
                "imc_666914042514116608_00",
                "imc_666914042514116608_-1",
                "imc_666914042514116608_1000000000",
                "im_666914042514116608_0",
                "sample"
            })
    void anythingElseIsNone(String id) {
        assertEquals(Optional.empty(), AssetId.of(id));
    }
}

package io.posterframe.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.posterframe.dialect.Variant;
import io.vertx.core.MultiMap;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcceptTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            # browsers, of an image
            image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8             | AVIF
            image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8                        | WEBP
            image/avif,image/webp,image/png,image/svg+xml,image/*;q=0.8,*/*;q=0.5        | AVIF
            image/webp,image/avif,image/jxl,image/heic,image/png,image/*;q=0.8,*/*;q=0.5 | AVIF
            image/png,image/svg+xml,image/*;q=0.8,video/*;q=0.8,*/*;q=0.5                | JPEG
            # programs
            */*                                          | JPEG
            image/*                                      | JPEG
            text/html,application/xhtml+xml              | JPEG
            ''                                           | JPEG
            # weights
            image/avif;q=0.5,image/webp                  | WEBP
            image/avif;q=0.5,image/webp;q=0.501          | WEBP
            image/avif;q=0.5,image/webp;q=0.5            | AVIF
            image/webp;q=0.5                             | WEBP
            image/webp;q=0.001                           | WEBP
            image/webp;q=0                               | JPEG
            image/webp;q=0.000,image/avif;q=0.           | JPEG
            image/avif;q=0,image/webp                    | WEBP
            image/avif;q=0,*/*                           | JPEG
            image/webp;q=0.5,*/*;q=0.8                   | JPEG
            image/webp;q=0.5,image/*;q=0.8               | JPEG
            image/webp;q=0.5,image/jpeg                  | JPEG
            image/webp;q=0.8,image/jpeg;q=0.8            | WEBP
            image/webp;q=1.000;ext=1,image/jpeg          | WEBP
            # what names JPEG best counts, not what is highest
            image/webp;q=0.5,image/jpeg;q=0.1,*/*        | WEBP
            image/webp;q=0.5,image/*;q=0.1,*/*           | WEBP
            image/webp;q=0.5,image/jpeg;q=0,*/*          | WEBP
            # spelling
            IMAGE/AVIF                                   | AVIF
            image/avif;Q=0.1,image/webp;Q=0.2            | WEBP
            ' , ,image/webp , '                          | WEBP
            'image/avif ; q = 0 , image/webp ; q=0.3'    | WEBP
            image/webp;                                  | WEBP
            # what can't be meant, or means something else
            image/webp;q=1.001                           | JPEG
            image/webp;q=2                               | JPEG
            image/webp;q=0.1234                          | JPEG
            image/webp;q=-1                              | JPEG
            image/webp;q=                                | JPEG
            image/webp;q                                 | JPEG
            image/webp;q=x                               | JPEG
            image/webp;q=1x                              | JPEG
            image/webp;q="1"                             | JPEG
            image/avif;profile=1,image/webp;q=0.1        | WEBP
            image/webpx,image/web,ximage/webp,image      | JPEG
            image/webp image/avif                        | JPEG
            text/x;a=",image/avif,",image/webp           | WEBP
            text/x;a="\\",image/avif,",image/webp       | WEBP
            text/x;a=",image/avif                        | JPEG
            """)
    void comesDownToAVariant(String header, Variant variant) {
        assertEquals(variant, Accept.of(header));
    }

    @Test
    void severalLinesAreOneList() {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        assertEquals(Variant.JPEG, Accept.of(headers));
        headers.add("Accept", "image/webp;q=0.5");
        assertEquals(Variant.WEBP, Accept.of(headers));
        headers.add("Accept", "image/avif");
        assertEquals(Variant.AVIF, Accept.of(headers));
    }

    @Test
    void aLongHeaderIsNotRead() {
        String most = "image/webp" + " ".repeat(Accept.LONGEST - 10);
        assertEquals(Variant.WEBP, Accept.of(most));
        assertEquals(Variant.JPEG, Accept.of(most + " "));
    }

    @Test
    void garbageBreaksNothing() {
        Random random = new Random(3);
        String alphabet = "image/webp*,;q=0.1\"\\ \t";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(40); length > 0; length--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            Accept.of(text.toString());
        }
    }
}

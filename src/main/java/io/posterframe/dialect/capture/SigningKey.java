package io.posterframe.dialect.capture;

import io.posterframe.picture.Doc;

/** A key that signs tokens. */
public record SigningKey(
        @Doc("The name of the key: a token's apikey.") String apikey, @Doc("Its secret.") String secret) {

    public SigningKey {
        if (apikey.isBlank() || secret.isBlank()) {
            throw new IllegalArgumentException("apikey and secret must not be empty");
        }
    }

    @Override
    public String toString() {
        return "SigningKey[apikey=" + apikey + "]";
    }
}

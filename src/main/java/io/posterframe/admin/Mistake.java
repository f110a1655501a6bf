package io.posterframe.admin;

/**
 * What is wrong with one field of a request.
 *
 * @param field   where it is: {@code flavors[0].url}
 * @param message what it must be, as it follows the field's name
 */
record Mistake(String field, String message) {
    @Override
    public String toString() {
        return field + " " + message;
    }
}

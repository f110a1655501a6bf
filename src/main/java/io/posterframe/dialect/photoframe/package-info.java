/**
 * The frame API of 23 Video: {@code /api/photo/frame} and the upload tokens around it, in that API's own shapes and error
 * forms. Photos are entries of {@code store}, their files are {@code upload}'s, and their pictures {@code delivery}'s.
 */
@NullMarked
package io.posterframe.dialect.photoframe;

import org.jspecify.annotations.NullMarked;

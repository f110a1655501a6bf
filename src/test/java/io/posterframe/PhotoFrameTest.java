package io.posterframe;

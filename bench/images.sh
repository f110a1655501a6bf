#!/usr/bin/env bash
# Question:  what does a thumbnail of an image entry cost that is not in the cache, compared with one vipsthumbnail process?
# Workload:  PICTURES (default 30) times one file of each kind, 4000 x 3000 pixels, to 320 wide, JPEG of quality 75: a
#            baseline JPEG, a progressive one, PNG, PNG with alpha, WebP, TIFF. Posterframe and vipsthumbnail take turns with
#            each picture, one at a time, after 40 small pictures; every picture is an entry of its own (a link to the file).
# Measures:  Posterframe: user and system time of edge and workers (/proc/PID/stat) over all pictures; vipsthumbnail: that of
#            its processes; wall time of each picture, median. And that both show the same: the PSNR of the two pictures.
# Command:   bench/images.sh          PICTURES=100 KINDS="jpeg png" bench/images.sh
# The other: vipsthumbnail FILE -s 320x -o out.jpg[Q=75,strip], with VIPS_CONCURRENCY=1
# Needs:     apt-get install libvips-tools imagemagick ffmpeg curl python3
source "$(dirname "$0")/setup.sh"
need vipsthumbnail libvips-tools
need convert imagemagick
need ffmpeg ffmpeg

export PICTURES=${PICTURES:-30} VIPS_CONCURRENCY=1

# picture KIND: makes a file with detail and some grain, as a camera does
picture() {
  local source=$clips/12mp.bmp
  if [[ ! -s $source ]]; then
    echo "making a picture of 12 megapixels ..." >&2
    ffmpeg -hide_banner -loglevel error -nostdin -y -f lavfi \
      -i "mandelbrot=s=4000x3000:start_scale=0.02:maxiter=400,noise=alls=8,format=bgr24" -frames:v 1 "$work/making.bmp"
    mv "$work/making.bmp" "$source"
  fi
  case $1 in
    jpeg) file=$clips/jpeg.jpg options=(-sampling-factor 4:2:0 -quality 88) ;;
    progressive) file=$clips/progressive.jpg options=(-sampling-factor 4:2:0 -quality 88 -interlace Plane) ;;
    png) file=$clips/png.png options=() ;;
    alpha) file=$clips/alpha.png options=(-alpha set -channel A -fx "i/w" +channel) ;;
    webp) file=$clips/webp.webp options=(-quality 80) ;;
    tiff) file=$clips/tiff.tif options=(-compress LZW) ;;
    *) fail "KINDS is a list of jpeg, progressive, png, alpha, webp and tiff" ;;
  esac
  if [[ ! -s $file ]]; then
    echo "making $(basename "$file") ..." >&2
    convert "$source" "${options[@]}" "$work/making.${file##*.}"
    mv "$work/making.${file##*.}" "$file"
  fi
}

machine
kinds=${KINDS:-jpeg progressive png alpha webp tiff}
files=()
for kind in $kinds; do
  picture "$kind"
  files+=("$file")
  for ((i = 0; i < PICTURES; i++)); do
    # not a symbolic link: those that leave the folder are no entries
    ln "$file" "$work/media/$kind-$i.${file##*.}" 2> /dev/null || cp "$file" "$work/media/$kind-$i.${file##*.}"
  done
done
convert -size 64x48 plasma: "$work/small.jpg"
for ((i = 0; i < 40; i++)); do
  cp "$work/small.jpg" "$work/media/small-$i.jpg"
done
serve "$work/media"
python3 "$bench/images_measure.py" "$base" "$edge" "$work" "${files[@]}"
machine

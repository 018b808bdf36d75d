#!/usr/bin/env bash
# Draws the pictures of the program's icon anew from its two SVG files; needs librsvg2-bin, imagemagick and icnsutils.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")"

pngs=()
for size in 16 22 24 32 48 64 128 256 512; do
    drawing=slabscope.svg
    [ "$size" -gt 24 ] || drawing=slabscope-small.svg
    rsvg-convert --width "$size" --height "$size" --output "slabscope-$size.png" "$drawing"
    pngs+=("slabscope-$size.png")
done

# For Windows and macOS, each with the sizes it knows.
convert slabscope-{16,24,32,48,256}.png slabscope.ico
png2icns slabscope.icns slabscope-{16,32,128,256}.png >/dev/null
echo "Drawn: ${pngs[*]} slabscope.ico slabscope.icns"

#!/usr/bin/env bash
# Opens every glTF model of Debian's assimp-testmodels in the viewer: it draws each, or says in a line what is wrong with it
# or what it lacks. Keeps the pictures in $TAPESTRY_MODEL_PICTURES, to be looked at: montage *.png -tile 6x sheet.png
# Usage: tests/scene/assimp_models.sh [VIEWER]; 53 models, half a minute on two cores.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
viewer=${1:-$root/build/release/bin/tapestry-viewer}
models=/usr/share/assimp/models
[ -d "$models" ] || { echo "assimp_models.sh: install assimp-testmodels first" >&2; exit 1; }
pictures=${TAPESTRY_MODEL_PICTURES:-$(mktemp -d)}
mkdir -p "$pictures"
[ -n "${TAPESTRY_MODEL_PICTURES:-}" ] || trap 'rm -rf "$pictures"' EXIT
drawn=0 said=0 wrong=0
while IFS= read -r model; do
    name=${model#"$models/"}
    picture=$pictures/${name//\//_}.png
    code=0
    errors=$(timeout 120 "$viewer" --headless --scene "$model" --size 240x135 --out "$picture" 2>&1 >/dev/null) || code=$?
    if [ $code = 0 ] && [ -s "$picture" ]; then
        drawn=$((drawn + 1))
    elif [ $code = 1 ] && [[ $errors = "tapestry-viewer: $model: "* ]] && [ "$(wc -l <<<"$errors")" = 1 ]; then
        said=$((said + 1))
    else
        wrong=$((wrong + 1))
        echo "WRONG ($code): $name"
    fi
    [ -z "$errors" ] || sed "s|tapestry-viewer: $model: |$name: |" <<<"$errors"
done < <(find "$models" -type f \( -iname '*.gltf' -o -iname '*.glb' \) | sort)
echo "$drawn drawn, $said refused with a reason, $wrong wrong"
[ $wrong = 0 ] && [ $drawn -ge 30 ]

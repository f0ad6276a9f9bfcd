/** @file Images: resize, crop, convert to grayscale, and rescale pixels. */
import { transformsText as texts } from '../../messages/en/data/transforms'
import { message } from '../../messages/message'
import { fail, ok } from '../../base/result'
import { choice, flag, int } from '../../catalog/params'
import { numbersOf, same } from './channels'
import { defineTransform, type Form, sizeOfForm, type Values } from './transform'

const side = { min: 1, max: 1024 }

function axes({ shape }: Form): readonly [height: number, width: number, channels: number] {
  return [shape[0] ?? 1, shape[1] ?? 1, shape[2] ?? 1]
}

export const resize = defineTransform({
  kind: 'resize',
  title: texts.resize.title,
  about: texts.resize.about,
  params: {
    height: int({ ...texts.resize.params.height, default: 28, ...side }),
    width: int({ ...texts.resize.params.width, default: 28, ...side }),
    by: choice({ ...texts.resize.params.by, options: ['bilinear', 'area'], default: 'area' }),
  },
  takes: ['image'],
  output: (form, { height, width }) => ok({ type: 'image', shape: [height, width, axes(form)[2]] }),
  apply(values, { params: { height, width, by } }, form) {
    const [fromHeight, fromWidth, channels] = axes(form)
    const [down, across] = [weightsOf(fromHeight, height, by), weightsOf(fromWidth, width, by)]
    return eachPicture(values, form, height * width * channels, (image, out) => {
      const lines = new Float64Array(height * fromWidth * channels)
      down.forEach((mix, y) => {
        for (const [from, weight] of mix) {
          for (let i = 0; i < fromWidth * channels; i++) {
            const to = y * fromWidth * channels + i
            lines[to] = (lines[to] as number) + weight * (image[from * fromWidth * channels + i] as number)
          }
        }
      })
      across.forEach((mix, x) => {
        for (const [from, weight] of mix) {
          for (let y = 0; y < height; y++) {
            for (let c = 0; c < channels; c++) {
              const to = (y * width + x) * channels + c
              out[to] = (out[to] as number) + weight * (lines[(y * fromWidth + from) * channels + c] as number)
            }
          }
        }
      })
    })
  },
  python: `def resize(x, p, learned, form):
    down = resize_weights(form["shape"][0], p["height"], p["by"])
    across = resize_weights(form["shape"][1], p["width"], p["by"])
    return np.einsum("wv,nhvc->nhwc", across, np.einsum("hg,ngvc->nhvc", down, x))

def resize_weights(size, wants, by):
    out, ratio = np.zeros((wants, size)), size / wants
    for i in range(wants):
        if by == "area":
            start, end = i * ratio, (i + 1) * ratio
            for j in range(int(np.floor(start)), min(size, int(np.ceil(end)))):
                out[i, j] += max(0.0, min(end, j + 1) - max(start, j)) / ratio
        else:
            at = min(max((i + 0.5) * ratio - 0.5, 0.0), size - 1)
            low = int(np.floor(at))
            out[i, low] += 1 - (at - low)
            out[i, min(size - 1, low + 1)] += at - low
    return out`,
})

/** Returns, for each position on the resized axis, the source positions that it combines and their weights. */
function weightsOf(size: number, required: number, by: string): (readonly [from: number, weight: number])[][] {
  const ratio = size / required
  return Array.from({ length: required }, (_, i) => {
    if (by === 'area') {
      const [start, end] = [i * ratio, (i + 1) * ratio]
      const mix: (readonly [number, number])[] = []
      for (let j = Math.floor(start); j < Math.min(size, Math.ceil(end)); j++) {
        mix.push([j, Math.max(0, Math.min(end, j + 1) - Math.max(start, j)) / ratio])
      }
      return mix
    }
    const at = Math.min(Math.max((i + 0.5) * ratio - 0.5, 0), size - 1)
    const low = Math.floor(at)
    return [
      [low, 1 - (at - low)],
      [Math.min(size - 1, low + 1), at - low],
    ]
  })
}

export const crop = defineTransform({
  kind: 'crop',
  title: texts.crop.title,
  about: texts.crop.about,
  params: {
    height: int({ ...texts.crop.params.height, default: 24, ...side }),
    width: int({ ...texts.crop.params.width, default: 24, ...side }),
    middle: flag({ ...texts.crop.params.middle, default: true }),
    top: int({ ...texts.crop.params.top, min: 0, max: 1023, default: 0 }),
    left: int({ ...texts.crop.params.left, min: 0, max: 1023, default: 0 }),
  },
  takes: ['image'],
  output(form, params) {
    const [height, width, channels] = axes(form)
    const { top, left } = cornerOf(form, params)
    if (top < 0 || left < 0 || top + params.height > height || left + params.width > width) {
      return fail(message('prepare-crop', { height, width, lines: params.height, columns: params.width, top, left }))
    }
    return ok({ type: 'image', shape: [params.height, params.width, channels] })
  },
  apply(values, { params }, form) {
    const [, width, channels] = axes(form)
    const { top, left } = cornerOf(form, params)
    const line = params.width * channels
    return eachPicture(values, form, params.height * line, (image, out) => {
      for (let y = 0; y < params.height; y++) {
        const from = ((top + y) * width + left) * channels
        out.set(image.subarray(from, from + line), y * line)
      }
    })
  },
  python: `def crop(x, p, learned, form):
    top = (form["shape"][0] - p["height"]) // 2 if p["middle"] else p["top"]
    left = (form["shape"][1] - p["width"]) // 2 if p["middle"] else p["left"]
    return x[:, top:top + p["height"], left:left + p["width"]]`,
})

interface Cut {
  readonly height: number
  readonly width: number
  readonly middle: boolean
  readonly top: number
  readonly left: number
}

function cornerOf(form: Form, cut: Cut): { readonly top: number; readonly left: number } {
  const [height, width] = axes(form)
  return cut.middle ? { top: Math.floor((height - cut.height) / 2), left: Math.floor((width - cut.width) / 2) } : cut
}

export const grayscale = defineTransform({
  kind: 'grayscale',
  title: texts.grayscale.title,
  about: texts.grayscale.about,
  params: {},
  takes: ['image'],
  output: ({ shape }) => ok({ type: 'image', shape: [shape[0] ?? 1, shape[1] ?? 1, 1] }),
  apply(values, _, form) {
    const channels = axes(form)[2]
    const shares = channels === 3 ? [0.299, 0.587, 0.114] : Array.from({ length: channels }, () => 1 / channels)
    const pixels = numbersOf(values)
    return Float64Array.from({ length: pixels.length / channels }, (_, i) =>
      shares.reduce((sum, share, c) => sum + share * (pixels[i * channels + c] as number), 0),
    )
  },
  python: `def grayscale(x, p, learned, form):
    n = form["shape"][2]
    shares = [0.299, 0.587, 0.114] if n == 3 else [1.0 / n] * n
    return np.sum(x * np.asarray(shares), axis=-1, keepdims=True)`,
})

export const rescale = defineTransform({
  kind: 'rescale',
  title: texts.rescale.title,
  about: texts.rescale.about,
  params: { to: choice({ ...texts.rescale.params.to, options: ['0 to 1', '-1 to 1'], default: '0 to 1' }) },
  takes: ['image'],
  output: same,
  apply: (values, { params: { to } }) =>
    numbersOf(values).map(to === '0 to 1' ? (value) => value * (1 / 255) : (value) => value / 127.5 - 1),
  blends: true,
  python: `def rescale(x, p, learned, form):
    return x * (1 / 255) if p["to"] == "0 to 1" else x / 127.5 - 1`,
})

function eachPicture(
  values: Values,
  form: Form,
  size: number,
  f: (image: Float64Array, out: Float64Array) => void,
): Values {
  const pixels = numbersOf(values)
  const from = sizeOfForm(form)
  const rows = pixels.length / from
  const out = new Float64Array(rows * size)
  for (let row = 0; row < rows; row++) {
    f(pixels.subarray(row * from, (row + 1) * from), out.subarray(row * size, (row + 1) * size))
  }
  return out
}

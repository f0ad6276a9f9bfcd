/**
 * @file encodeImage: encodes one raw image, given as rows of pixels with values from 0 to 255. A pixel is a list of
 * channel values, or a plain number if there is one channel.
 */
import { valuesText as text } from '../messages/en/data/values'
import '../messages/en/raw-values'
import { type Message, message } from '../messages/message'
import { describeValue, isList } from './describe-value'
import { type FittedInput, sizeOf } from './pipeline'

/** Writes the scaled image to its row of the output buffer; returns a problem if the image is not valid. */
export function encodeImage(
  input: Extract<FittedInput, { kind: 'image' }>,
  sample: unknown,
  row: number,
  out: Float32Array | Float64Array,
): Message | undefined {
  const [height = 0, width = 0, channels = 1] = input.shape
  const ref = { row, input: input.label }
  const badSize = (is: string) => message('image-size', { ...ref, wants: input.shape, found: is })
  if (!isList(sample)) return badSize(describeValue(sample))
  if (sample.length !== height) return badSize(sizeText(sample))
  let at = row * sizeOf(input)
  for (let y = 0; y < height; y++) {
    const line = sample[y]
    if (!isList(line) || line.length !== width) return badSize(sizeText(sample, line))
    for (let x = 0; x < width; x++) {
      const pixel = line[x]
      const bare = channels === 1 && !isList(pixel)
      if (!bare && !isList(pixel)) return badSize(text.grayImage({ size: [height, width] }))
      if (isList(pixel) && pixel.length !== channels)
        return badSize(text.image({ size: [height, width, pixel.length] }))
      for (let channel = 0; channel < channels; channel++) {
        const value = isList(pixel) ? pixel[channel] : pixel
        if (typeof value !== 'number' || !(value >= 0 && value <= 255)) {
          return message('pixel-no-number', { ...ref, y, x, found: describeValue(value) })
        }
        out[at++] = value * input.scale
      }
    }
  }
  return undefined
}

/** The size of an image given as rows of pixels, or a description of the value if it is not an image. */
function sizeText(lines: ArrayLike<unknown>, line: unknown = lines[0]): string {
  if (!isList(line)) return describeValue(lines)
  return text.image({ size: [lines.length, line.length] })
}

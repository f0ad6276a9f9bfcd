/** @file Gray images of which some have a dark background and some a light one: the network may learn the background. */
import { backgroundOf } from '../image-background'
import { defineFinding, finding } from './finding'

/** The smallest share of images with each background that is reported. */
const MIN_SHARE = 0.05

export const mixedBackgrounds = defineFinding({
  codes: ['mixed-backgrounds'],
  *find({ features, dataset: { schema } }) {
    const column = features.find(({ schema: { type } }) => type === 'image')
    if (column?.schema.type !== 'image' || column.values.type !== 'image') return []
    const { height, width, channels, mask, name } = column.schema
    const { pixels, paged } = column.values
    if (channels !== 1 || mask || paged) return []
    const light: number[] = []
    let dark = 0
    for (let row = 0; row < schema.rows; row++) {
      if (row % 1024 === 1023) yield
      const background = backgroundOf(pixels.subarray(row * height * width), height, width)
      if (background === 'light') light.push(row)
      if (background === 'dark') dark++
    }
    if (light.length === 0 || Math.min(light.length, dark) < MIN_SHARE * schema.rows) return []
    const args = { column: name, light: light.length, dark, rows: schema.rows }
    return [finding('mixed-backgrounds', args, { severity: 'warn', columns: [name], rows: light })]
  },
})

/**
 * @file Glyphs: a small symbol for each node kind, on a grid of 16 × 16. The palette, the canvas, the lists, and exported
 * pictures draw the same ones. A kind without a glyph gets that of its family.
 */
import type { Family } from '../../catalog/node-def'

/** SVG paths: lines, filled areas, and areas at a third of the opacity. */
export interface Glyph {
  readonly stroke?: string
  readonly fill?: string
  readonly half?: string
}

const KINDS: Readonly<Record<string, Glyph>> = {
  input: { stroke: 'M6.5 3h7v10h-7zM1.5 8h6M5.5 6l2 2-2 2' },
  output: { stroke: 'M2.5 3h7v10h-7zM7.5 8h7M12.5 6l2 2-2 2' },
  dense: {
    stroke: 'M4 3.5 12 6M4 3.5l8 6.5M4 8l8-2M4 8l8 2M4 12.5 12 6M4 12.5 12 10',
    fill: 'M2.5 3.5a1.5 1.5 0 1 0 3 0a1.5 1.5 0 1 0-3 0M2.5 8a1.5 1.5 0 1 0 3 0a1.5 1.5 0 1 0-3 0M2.5 12.5a1.5 1.5 0 1 0 3 0a1.5 1.5 0 1 0-3 0M10.5 6a1.5 1.5 0 1 0 3 0a1.5 1.5 0 1 0-3 0M10.5 10a1.5 1.5 0 1 0 3 0a1.5 1.5 0 1 0-3 0',
  },
  conv2d: { stroke: 'M2 2h12v12h-12z', fill: 'M4 4h5.5v5.5h-5.5z' },
  conv1d: { stroke: 'M1.5 5.5h13v5h-13z', fill: 'M3.5 6.8h4.5v2.4h-4.5z' },
  conv2dTranspose: { stroke: 'M2 2h12v12h-12z', fill: 'M6.5 6.5h5.5v5.5h-5.5z' },
  separableConv2d: { stroke: 'M2 2h12v12h-12zM4.5 8h7M8 4.5v7' },
  depthwiseConv2d: {
    stroke:
      'M5 2.5h7A1.5 1.5 0 0 1 13.5 4v7M2.5 6.5v6A1.5 1.5 0 0 0 4 14h6a1.5 1.5 0 0 0 1.5-1.5v-6A1.5 1.5 0 0 0 10 5H4a1.5 1.5 0 0 0-1.5 1.5z',
    fill: 'M4.5 7h3.5v3.5h-3.5z',
  },
  embedding: { stroke: 'M3 3.5h10M3 6.5h10M3 12.5h10', fill: 'M2 8h12v3h-12z' },
  lstm: { stroke: 'M12.5 8a4.5 4.5 0 1 1-2-3.7M11 2v2.7H8.3', fill: 'M6.5 6.5h3v3h-3z' },
  gru: { stroke: 'M12.5 8a4.5 4.5 0 1 1-2-3.7M11 2v2.7H8.3', fill: 'M6.6 8a1.4 1.4 0 1 0 2.8 0a1.4 1.4 0 1 0-2.8 0' },
  simpleRNN: { stroke: 'M12.5 8a4.5 4.5 0 1 1-2-3.7M11 2v2.7H8.3' },
  maxPooling2d: { fill: 'M8.5 2.5h5v5h-5z', half: 'M2.5 2.5h5v5h-5zM2.5 8.5h5v5h-5zM8.5 8.5h5v5h-5z' },
  maxPooling1d: { fill: 'M8.5 5h5v6h-5z', half: 'M2.5 5h5v6h-5z' },
  averagePooling2d: { half: 'M2.5 2.5h5v5h-5zM8.5 2.5h5v5h-5zM2.5 8.5h5v5h-5zM8.5 8.5h5v5h-5z' },
  averagePooling1d: { half: 'M2.5 5h5v6h-5zM8.5 5h5v6h-5z' },
  globalMaxPooling2d: { stroke: 'M2.5 2.5h11v11h-11z', fill: 'M8.2 6a1.8 1.8 0 1 0 3.6 0a1.8 1.8 0 1 0-3.6 0' },
  globalMaxPooling1d: { stroke: 'M1.5 5.5h13v5h-13z', fill: 'M9 6.8h3v2.4h-3z' },
  globalAveragePooling2d: { stroke: 'M2.5 2.5h11v11h-11z', half: 'M2.5 2.5h11v11h-11z' },
  globalAveragePooling1d: { stroke: 'M1.5 5.5h13v5h-13z', half: 'M1.5 5.5h13v5h-13z' },
  flatten: {
    stroke: 'M3.5 11.5h4M6 10l1.5 1.5L6 13',
    fill: 'M11 2h2.8v12h-2.8z',
    half: 'M2 2h2.8v2.8h-2.8zM5.6 2h2.8v2.8h-2.8zM2 5.6h2.8v2.8h-2.8zM5.6 5.6h2.8v2.8h-2.8z',
  },
  reshape: { stroke: 'M2 5.5h6v5h-6z', half: 'M10 2.5h4v11h-4z' },
  permute: { stroke: 'M3 4.5h3l4 7h3M3 11.5h3l4-7h3M11.5 3l1.5 1.5L11.5 6M11.5 10l1.5 1.5-1.5 1.5' },
  repeatVector: { stroke: 'M8 2.5h2.5v11H8zM12 2.5h2.5v11H12z', fill: 'M1.5 2.5H4v11H1.5z' },
  upSampling2d: { stroke: 'M5 5V2.5h8.5V11H11', fill: 'M2 9.5h4.5v4.5h-4.5z' },
  zeroPadding2d: { stroke: 'M2 2h12v12h-12z', fill: 'M5 5h6v6h-6z' },
  cropping2d: { stroke: 'M4.5 1.5v10h10M1.5 4.5h10v10' },
  activation: { stroke: 'M2 12.5h6l5.5-9' },
  leakyReLU: { stroke: 'M2 13l6-1.5 5.5-8.5' },
  add: { stroke: 'M2.5 8a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0-11 0M8 5.3v5.4M5.3 8h5.4' },
  multiply: { stroke: 'M2.5 8a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0-11 0M6 6l4 4M10 6l-4 4' },
  average: { stroke: 'M2.5 8a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0-11 0M5.3 6.6h5.4M5.3 9.4h5.4' },
  maximum: { stroke: 'M2.5 8a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0-11 0M5.4 9.5 8 6l2.6 3.5' },
  minimum: { stroke: 'M2.5 8a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0-11 0M5.4 6.5 8 10l2.6-3.5' },
  concatenate: { stroke: 'M2.5 2.5h11v5h-11z', half: 'M2.5 8.5h11v5h-11z' },
  dropout: {
    stroke:
      'M6.6 3.5a1.4 1.4 0 1 0 2.8 0a1.4 1.4 0 1 0-2.8 0M11.1 8a1.4 1.4 0 1 0 2.8 0a1.4 1.4 0 1 0-2.8 0M2.1 12.5a1.4 1.4 0 1 0 2.8 0a1.4 1.4 0 1 0-2.8 0',
    fill: 'M2 3.5a1.5 1.5 0 1 0 3 0a1.5 1.5 0 1 0-3 0M11 3.5a1.5 1.5 0 1 0 3 0a1.5 1.5 0 1 0-3 0M2 8a1.5 1.5 0 1 0 3 0a1.5 1.5 0 1 0-3 0M6.5 8a1.5 1.5 0 1 0 3 0a1.5 1.5 0 1 0-3 0M6.5 12.5a1.5 1.5 0 1 0 3 0a1.5 1.5 0 1 0-3 0M11 12.5a1.5 1.5 0 1 0 3 0a1.5 1.5 0 1 0-3 0',
  },
  batchNormalization: { stroke: 'M1.5 13c4 0 4-9.5 6.5-9.5S10.5 13 14.5 13' },
  layerNormalization: { stroke: 'M1.5 10.5c4 0 4-7 6.5-7s2.5 7 6.5 7M2 13.5h12' },
  block: { stroke: 'M8 2l5.5 3v6L8 14l-5.5-3V5zM2.5 5 8 8l5.5-3M8 8v6' },
  'block-in': { stroke: 'M6.5 3h7v10h-7zM1.5 8h6M5.5 6l2 2-2 2' },
  'block-out': { stroke: 'M2.5 3h7v10h-7zM7.5 8h7M12.5 6l2 2-2 2' },
  source: { stroke: 'M6.5 3h7v10h-7zM1.5 8h6M5.5 6l2 2-2 2' },
  log: { stroke: 'M3 3.5h10M3 6.5h10M3 9.5h10M3 12.5h6' },
  validate: { stroke: 'M3.5 8.5l3 3 6-7' },
  rateLimit: { stroke: 'M2.5 8a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0-11 0M8 5v3l2 1.5' },
  cache: { stroke: 'M3 4.5c0-2.5 10-2.5 10 0v7c0 2.5-10 2.5-10 0zM3 4.5c0 2.5 10 2.5 10 0M3 8c0 2.5 10 2.5 10 0' },
  features: { stroke: 'M2 3h12v10H2zM2 6.5h12M6.5 6.5V13' },
  model: { stroke: 'M8 2l5.5 3v6L8 14l-5.5-3V5zM2.5 5 8 8l5.5-3M8 8v6' },
  router: { stroke: 'M2 8h4l4-4.5h4M6 8l4 4.5h4M12 1.5l2 2-2 2M12 10.5l2 2-2 2' },
  split: { stroke: 'M2 8h4l4-4.5h4M6 8l4 4.5h4M12 1.5l2 2-2 2M12 10.5l2 2-2 2' },
  shadow: { stroke: 'M2 5h12M12 3l2 2-2 2', half: 'M2 10h9v2H2z' },
  ensemble: { stroke: 'M2 3.5h4L10 8h4M2 12.5h4L10 8M12 6l2 2-2 2' },
  calibrate: { stroke: 'M2.5 13.5v-11M2.5 13.5h11M4 12c3-1 5-3 8.5-8.5' },
  abstain: { stroke: 'M2.5 8a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0-11 0M4.5 4.5l7 7' },
  guard: { stroke: 'M8 2l5 2v4c0 3-2 5-5 6-3-1-5-3-5-6V4zM8 5.5v3M8 10.5v.5' },
  fallback: { stroke: 'M13 12.5V8a3 3 0 0 0-3-3H3M5.5 2.5 3 5l2.5 2.5' },
}

const FAMILIES: Readonly<Record<Family, Glyph>> = {
  learns: { fill: 'M2 8a6 6 0 1 0 12 0a6 6 0 1 0-12 0' },
  reshapes: { fill: 'M2 5h12v6h-12z' },
  combines: { fill: 'M8 2l6 12h-12z' },
  regularises: { fill: 'M8 1l7 7-7 7-7-7z' },
  end: { stroke: 'M3 3h10v10h-10z' },
}

/** The glyph of a node kind. */
export function glyphOf(kind: string, family: Family = 'end'): Glyph {
  return Object.hasOwn(KINDS, kind) ? (KINDS[kind] as Glyph) : FAMILIES[family]
}

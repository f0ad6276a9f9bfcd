/** @file Names of monitored features; each feature is a measurement of a column. */
import { defineText } from '../../define'

interface Of {
  readonly column: string
}

export const monitoredFeaturesText = defineText('data/monitored-features', {
  measure: {
    brightness: (a: Of) => `brightness of ${a.column}`,
    contrast: (a: Of) => `contrast of ${a.column}`,
    ink: (a: Of) => `share of bright pixels in ${a.column}`,
    'centre x': (a: Of) => `horizontal center of ${a.column}`,
    'centre y': (a: Of) => `vertical center of ${a.column}`,
    edges: (a: Of) => `edge strength of ${a.column}`,
    mean: (a: Of) => `mean of ${a.column}`,
    spread: (a: Of) => `standard deviation of ${a.column}`,
    length: (a: Of) => `length of ${a.column}`,
    words: (a: Of) => `number of words in ${a.column}`,
    'unknown words': (a: Of) => `share of unknown words in ${a.column}`,
    'unknown characters': (a: Of) => `share of unknown characters in ${a.column}`,
  },
})

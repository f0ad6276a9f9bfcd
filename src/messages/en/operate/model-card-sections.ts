/** @file Text of a model card itself: its sections, and what has not been measured or written. */
import { defineText } from '../../define'
import { count, list } from '../../format'

export const cardText = defineText('operate/model-card-sections', {
  title: (a: { model: string; version: number }) => `${a.model}, version ${count(a.version)}`,
  sections: {
    what: 'Description',
    use: 'Intended use',
    data: 'Data',
    metrics: 'Performance',
    slices: 'Performance by slice',
    calibration: 'Calibration',
    limits: 'Limitations',
    device: 'Latency and size',
    lineage: 'Lineage',
    approved: 'Approvals',
  },
  evidence: 'Evidence',
  /** Names of the parts that the user writes. */
  parts: { use: 'intended use', misuse: 'out-of-scope use', limits: 'limitations' },
  /** Names of measurements, followed by "was not measured". */
  unmeasured: {
    performance: 'Performance',
    slices: 'Performance by slice',
    classes: 'Performance by class on the test set',
    calibration: 'Calibration',
    calibrationOfNumbers: 'Calibration (classifiers only)',
    latency: 'Latency',
    reproducibility: 'Reproducibility (whether retraining gives the same weights)',
    savedSlices: (a: { slices: readonly string[] }) => `The saved slices of its dataset (${list(a.slices)})`,
  },
  otherDevice: 'measured on another device',
  state: {
    stale: (a: { why: string }) => `(stale: ${a.why})`,
    'not measured': '(not measured)',
    'not written': '(not written)',
  },
})

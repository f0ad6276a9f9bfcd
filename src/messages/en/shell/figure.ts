/** @file UI text for a figure, which is one view of a project, embedded in another page. */
import { defineText } from '../../define'

export const figureText = defineText('shell/figure', {
  canvas: 'Network',
  loss: 'Training loss',
  prediction: 'Input and prediction',
  noRun: 'The loss curve appears here during training.',
  open: 'Open in Netloom',
})

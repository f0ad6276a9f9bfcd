/** @file UI text for the code panel. */
import { defineText } from '../../define'

export const codeText = defineText('build/code', {
  language: 'Language',
  python: 'Python',
  pythonAbout: 'Keras 3',
  typescript: 'TypeScript',
  typescriptAbout: 'TensorFlow.js',
  lines: 'Lines of code',
  waiting: 'The network has a problem. Its code appears here once it is fixed.',
  copy: 'Copy',
  copied: 'Copied',
  copiedStatus: 'Code copied.',
  copyFailed: 'Your browser does not allow copying here. Select the lines instead.',
})

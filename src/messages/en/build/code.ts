/** @file UI text for the code panel. */
import { defineText } from '../../define'

export const codeText = defineText('build/code', {
  language: 'Language',
  python: 'Python',
  pythonAbout: 'Keras 3',
  typescript: 'TypeScript',
  typescriptAbout: 'TensorFlow.js',
  lines: 'Lines of code',
  waiting: 'Fix the problem in the network to see its code here.',
  copy: 'Copy',
  copied: 'Copied',
  copiedStatus: 'Code copied.',
  copyFailed: 'Your browser does not allow copying here. Select the lines instead.',
})

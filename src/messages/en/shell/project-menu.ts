/** @file UI text for the project menu: actions on the project and its models. */
import { defineText } from '../../define'
import { count } from '../../format'

export const projectMenuText = defineText('shell/project-menu', {
  newFromExample: 'New from example…',
  open: 'Open…',
  copy: 'Duplicate project',
  save: 'Save now',
  exportProject: 'Export project file',
  importProject: 'Import project file…',
  copyLink: 'Copy link',
  lesson: 'Create a lesson…',
  imageSvg: 'Export image as SVG',
  imagePng: 'Export image as PNG',
  models: 'Models…',
  noModels: 'Save trained models',
  savedModels: (a: { models: number }) => `${count(a.models)} saved`,
  importModel: 'Import model…',
})

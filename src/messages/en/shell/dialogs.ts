/** @file UI text for the dialogs: commands, projects, and examples. */
import { defineText } from '../../define'
import { plural } from '../../format'

export const dialogsText = defineText('shell/dialogs', {
  commands: {
    title: 'Run a command',
    label: 'Search commands, layers, examples, and pages',
    placeholder: 'Search commands, layers, examples, and pages',
    results: 'Results',
    none: (a: { query: string }) => `No results for "${a.query}".`,
    /** A prefix for entries that are not commands, shown before their title. */
    does: { command: '', page: 'Go to', example: 'New from', layer: 'Add', stage: 'Add' },
    /** Search terms that find entries, in addition to their titles. */
    search: {
      command: 'commands',
      page: 'open page room go',
      example: 'new project example',
      layer: 'add layer',
      stage: 'add stage',
    },
    openProject: 'Open a project…',
    newFromExample: 'New project from an example…',
    exportProject: 'Export project file',
    importProject: 'Import project file…',
    imageSvg: 'Export the network as an image (SVG)',
    imagePng: 'Export the network as an image (PNG)',
    lesson: 'Create a lesson…',
    models: 'Models…',
    importModel: 'Import model…',
    shortcuts: 'Keyboard shortcuts',
    dark: 'Dark theme',
    light: 'Light theme',
    system: 'System theme',
  },
  projects: {
    title: 'Projects on this device',
    import: 'Import project file',
    newFromExample: 'New from example',
    none: 'No projects yet. Projects are saved automatically as you work.',
    openNow: (a: { when: string }) => `${a.when}, open now`,
    remove: (a: { project: string }) => `Delete ${a.project}`,
    confirmRemove: (a: { project: string }) => `Delete "${a.project}" and its runs?`,
  },
  confirm: { remove: 'Delete', keep: 'Keep' },
  examples: {
    title: 'New from example',
    search: 'Find an example',
    placeholder: 'Find an example: digits, GRU, fraud…',
    groups: 'Type of data',
    all: 'All',
    group: {
      images: 'Images',
      table: 'Tables',
      text: 'Text',
      series: 'Time series and events',
      points: 'Points',
      lessons: 'Lessons',
      blank: 'Blank',
    },
    none: (a: { query: string }) => `No example matches "${a.query}".`,
    noneIn: (a: { query: string; group: string }) => `No example in ${a.group} matches "${a.query}".`,
    reaches: (a: { result: string }) => `Result: ${a.result}.`,
    simple: (a: { result: string }) => `Without a network: ${a.result}.`,
    images: (a: { dataset: string; rows: number }) =>
      `${a.dataset}, ${plural(a.rows, { one: '# image', other: '# images' })}`,
    points: (a: { dataset: string; rows: number }) =>
      `${a.dataset}, ${plural(a.rows, { one: '# point', other: '# points' })}`,
    rows: (a: { dataset: string; rows: number }) =>
      `${a.dataset}, ${plural(a.rows, { one: '# row', other: '# rows' })}`,
  },
})

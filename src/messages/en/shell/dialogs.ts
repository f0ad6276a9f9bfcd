/** @file UI text for the menu and the dialogs: commands, projects, examples, export, and saved models. */
import { defineText } from '../../define'
import {
  byteSize,
  commaList,
  count,
  counted,
  dimensions,
  list,
  metricNumber,
  percent,
  plural,
  shortPercent,
  significant,
  thresholdNumber,
} from '../../format'

export const dialogsText = defineText('shell/dialogs', {
  commands: {
    title: 'Run a command',
    label: 'Search commands, layers, examples, and pages',
    placeholder: 'Search commands, layers, examples, and pages, or ask a question',
    results: 'Results',
    none: (a: { query: string }) => `No results for "${a.query}".`,
    /** A prefix for entries that are not commands, shown before their title. */
    does: {
      command: '',
      page: 'Go to',
      example: 'New from',
      layer: 'Add',
      stage: 'Add',
      term: 'Explain',
      answer: 'Help',
    },
    /** Search terms that find entries, in addition to their titles. */
    search: {
      command: 'commands',
      page: 'open page room go',
      example: 'new project example',
      layer: 'add layer',
      stage: 'add stage',
      term: 'glossary term explain meaning what is',
    },
    openProject: 'Open a project…',
    newFromExample: 'New project from an example…',
    exportProject: 'Export project file',
    importProject: 'Import project file…',
    imageSvg: 'Export the network as an image (SVG)',
    imagePng: 'Export the network as an image (PNG)',
    lesson: 'Create a lesson…',
    models: 'Models…',
    exportModel: 'Export a saved model…',
    importModel: 'Import model…',
    exportLog: 'Export the request log (CSV)',
    logFile: 'requests',
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
    continue: 'Continue',
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
    size: (a: { data: string; parameters: number }) => `${a.data}; ${counted(a.parameters, 'parameter')}`,
    images: (a: { dataset: string; rows: number }) =>
      `${a.dataset}, ${plural(a.rows, { one: '# image', other: '# images' })}`,
    points: (a: { dataset: string; rows: number }) =>
      `${a.dataset}, ${plural(a.rows, { one: '# point', other: '# points' })}`,
    rows: (a: { dataset: string; rows: number }) =>
      `${a.dataset}, ${plural(a.rows, { one: '# row', other: '# rows' })}`,
  },
})

/** The maximum number of column, value, and slice names to list; the others are only counted. */
const MOST_LISTED = 12

export const exportText = defineText('shell/dialogs/export', {
  title: 'Export project file',
  cancel: 'Cancel',
  save: 'Export',
  saveWithRows: 'Export with data',
  intro: 'The file contains the network and the training settings. The dataset is your own, so the file also contains:',
  dataset: (a: { title: string }) => `its title and version, "${a.title}"`,
  columns: (a: { names: readonly string[] }) =>
    `${plural(a.names.length, { one: 'the name of # column', other: 'the names of # columns' })}: ${someOf(a.names)}`,
  values: (a: { column: string; values: readonly string[] }) =>
    `${plural(a.values.length, { one: '# value', other: '# values' })} of "${a.column}": ${someOf(a.values)}`,
  edits: (a: { edits: number; list: readonly string[] }) =>
    `${plural(a.edits, { one: '# edit', other: '# edits' })}, with any column names and values they mention: ${someOf(a.list)}`,
  slices: (a: { names: readonly string[] }) =>
    `${plural(a.names.length, { one: '# slice', other: '# slices' })}: ${someOf(a.names)}`,
  weights: 'The file contains no runs and no trained weights. To share those, save the model and export it.',
  checkNames: 'These values come from your data. Check whether they contain people’s names.',
  images: {
    included: (a: { images: number }) =>
      `${images(a)} ${a.images === 1 ? 'is' : 'are'} included. Anyone with the file can see them and the people in them.`,
    includedByCamera: (a: { images: number; byCamera: number }) =>
      `${images(a)} ${a.images === 1 ? 'is' : 'are'} included, ${count(a.byCamera)} from the camera. Anyone with the file can see them and the people in them.`,
    excluded: (a: { images: number }) => `${images(a)} ${a.images === 1 ? 'is' : 'are'} not included.`,
    excludedByCamera: (a: { images: number; byCamera: number }) =>
      `${images(a)}, ${count(a.byCamera)} from the camera, ${a.images === 1 ? 'is' : 'are'} not included.`,
  },
  rows: (a: { rows: number }) => `Include ${plural(a.rows, { one: 'the # row', other: 'all # rows' })}`,
  rowsOfSize: (a: { rows: number; bytes: number }) =>
    `Include ${plural(a.rows, { one: 'the # row', other: 'all # rows' })} (${byteSize(a.bytes)})`,
  rowsHelp: {
    missing: 'The rows are not on this device.',
    included: 'Exports a zip file that includes the dataset, so the project opens on any device.',
    excluded:
      'The file opens on any device and shows the network. To train there, import the original data files. Collected images have no such files, so include the rows.',
  },
})

function images(a: { readonly images: number }): string {
  return plural(a.images, { one: '# image', other: '# images' })
}

function someOf(names: readonly string[]): string {
  const more = names.length - MOST_LISTED
  return list(more > 0 ? [...names.slice(0, MOST_LISTED), `${count(more)} more`] : names)
}

export const modelsText = defineText('shell/dialogs/models', {
  title: 'Models on this device',
  import: 'Import model',
  none: 'No saved models yet. A saved model contains the trained weights, the data preparation, and the metrics. It still gives the same predictions after you close the browser.',
  version: (a: { version: number }) => `Version ${count(a.version)}`,
  details: (a: { aliases: readonly string[]; isPractice: boolean; metrics: string; when: string }) =>
    [...a.aliases, ...(a.isPractice ? ['practice model'] : []), a.metrics, a.when].join(' · '),
  try: {
    label: 'Try',
    tip: 'Show the prediction for the input on the canvas',
    noInput: 'Draw or set an input on the canvas first',
    noInputYet: 'Draw or set an input on the canvas first.',
    busy: 'Predicting…',
    /** The prediction for the named inputs on the canvas. */
    result: (a: { names: readonly string[]; prediction: string }) =>
      `Prediction for ${list(a.names.map((name) => `"${name}"`))} on the canvas: ${a.prediction}`,
    takesColumns: (a: { columns: readonly string[] }) =>
      `This model takes ${list(a.columns)}, which the input on the canvas does not have. To try it, open a project with such data.`,
    takesImage: (a: { wants: readonly number[] }) =>
      `This model takes an image of ${dimensions(a.wants)}, but the input on the canvas is something else. To try it, open a project with such images.`,
    image: (a: { shape: readonly number[] }) => `a ${dimensions(a.shape)} image`,
    class: (a: { label: string; confidence: number }) => `${a.label} (${percent(a.confidence)})`,
    number: (a: { value: number }) => significant(a.value, 4),
    quantiles: (a: { value: number; quantiles: Readonly<Record<string, number>> }) =>
      `${significant(a.value, 4)} (${commaList(Object.entries(a.quantiles).map(([level, value]) => `${shortPercent(Number(level))} below ${significant(value, 4)}`))})`,
    ofOutput: (a: { output: string; prediction: string }) => `${a.output}: ${a.prediction}`,
    outputs: (a: { predictions: readonly string[] }) => a.predictions.join('; '),
    picture: 'Prediction',
    pictureOf: (a: { output: string }) => `Prediction of ${a.output}`,
  },
  export: 'Export model',
  exportServer: 'Server for Node',
  exportServerTip:
    'The same zip file plus serve.mjs. Unpack it and run "node serve.mjs" to serve predictions over HTTP.',
  remove: (a: { name: string; version: number }) => `Delete version ${count(a.version)} of ${a.name}`,
  inUse: (a: { name: string; version: number; aliases: readonly string[] }) =>
    `Version ${count(a.version)} of ${a.name} is the ${list(a.aliases)}. On the Operate page, under Registry, move the alias to another version before you delete this one.`,
  confirmRemove: (a: { name: string; version: number }) => `Delete version ${count(a.version)} of "${a.name}"?`,
  save: {
    name: 'Name',
    first: 'Save model',
    next: (a: { version: number }) => `Save as version ${count(a.version)}`,
    about: 'Saves the current weights.',
    untrained: 'Nothing has been trained yet. Press Train first.',
    done: (a: { name: string; version: number }) => `Saved as "${a.name}", version ${count(a.version)}.`,
  },
  metrics: {
    none: 'not evaluated',
    cost: 'cost per 1,000',
    perThousand: (a: { value: number }) => significant(1000 * a.value),
    figure: (a: { name: string; value: string }) => `${a.name} ${a.value}`,
    ofOutput: (a: { output: string; metric: string }) => `${a.output} ${a.metric}`,
    atThreshold: (a: {
      positive: string
      threshold: number
      recall: number | undefined
      precision: number | undefined
    }) =>
      `"${a.positive}" from ${thresholdNumber(a.threshold)}: recall ${metricNumber(a.recall)}, precision ${metricNumber(a.precision)}`,
    on: (a: {
      metrics: readonly string[]
      split: 'train' | 'validation' | 'test'
      rows: number
      mayBeSeen: boolean
      isDecided: boolean
      /** The figures at saved thresholds. */
      thresholds: readonly string[]
    }) => {
      const examples = plural(a.rows, { one: '# example', other: '# examples' })
      const seen = a.mayBeSeen ? ', some of which may have been used for training' : ''
      const chosen = a.isDecided && a.split === 'validation' ? ', also used to choose its threshold or calibration' : ''
      const rows = `${examples}${seen}${chosen}`
      const decided = a.isDecided ? ', decided by its threshold or calibration,' : ''
      const at = a.thresholds.length > 0 ? `; ${a.thresholds.join('; ')}` : ''
      return `${list(a.metrics)}${decided} on the ${SETS[a.split]} (${rows})${at}`
    },
  },
})

const SETS = { train: 'training set', validation: 'validation set', test: 'test set' } as const

export const projectMenuText = defineText('shell/dialogs/project-menu', {
  newBlank: 'New blank project',
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
  present: { start: 'Present mode', end: 'Leave present mode', about: 'Large text for a projector' },
  machine: 'Backends, memory, saved data',
})

/** @file UI text for the Data page: the list of datasets, the card of a dataset, its tabs, and its Overview tab. */
import { defineText } from '../../define'
import { byteSize, count, counted, dimensions, list, percent } from '../../format'

export const overviewText = defineText('data/overview', {
  list: {
    label: 'Datasets',
    own: 'Your datasets',
    kinds: { images: 'Images', table: 'Tables', points: 'Points', text: 'Text', series: 'Time series' },
    find: 'Find a dataset',
    none: 'No dataset matches.',
    import: 'Import data',
    create: 'Create dataset',
    inUse: 'in use',
    rows: (a: { rows: number; place: string }) => `${counted(a.rows, 'row')}, ${a.place}`,
    images: (a: { rows: number; place: string }) => `${counted(a.rows, 'image')}, ${a.place}`,
    generated: 'generated',
    here: 'on this device',
    size: (a: { bytes: number }) => byteSize(a.bytes),
    download: (a: { bytes: number }) => `${byteSize(a.bytes)} download`,
  },
  card: {
    rows: 'Rows',
    images: 'Images',
    count: (a: { rows: number }) => count(a.rows),
    countWithTest: (a: { rows: number; test: number }) =>
      `${count(a.rows)}; the last ${count(a.test)} are the test set`,
    target: 'Target',
    size: 'Size',
    generated: 'Generated, nothing to download',
    notHere: 'Not on this device',
    onlyHere: (a: { bytes: number }) => `${byteSize(a.bytes)}, only on this device`,
    downloaded: (a: { bytes: number }) => `${byteSize(a.bytes)}, downloaded once`,
    license: 'License',
    source: 'Source',
    addImages: 'Add images',
    addRows: 'Add rows',
    importInto: 'Import more files',
    loading: (a: { dataset: string }) => `Loading ${a.dataset}`,
    loadingSize: (a: { done: number; total: number }) => `${byteSize(a.done)} of ${byteSize(a.total)}`,
    loadingUnknown: 'Loading',
    cancel: 'Cancel',
    retry: 'Try again',
    use: 'Use this dataset',
    useInNew: 'Use in a new project',
    useInNewTip: 'Creates a new project with a network for this dataset. The open project stays unchanged.',
    buildNetwork: 'Build a network for this dataset',
    buildNetworkTip: 'Replaces the current network, which does not fit this dataset. You can undo this.',
  },
  target: {
    label: 'Target column',
    columns: (a: { columns: readonly string[] }) => list(a.columns),
    fit: 'Adapt the network to this column',
    fitTip: 'Changes the loss and the last layer to fit this column. You can undo this.',
  },
  tabs: {
    label: 'Dataset tabs',
    overview: 'Overview',
    report: 'Report',
    rows: 'Rows',
    prepare: 'Prepare',
    split: 'Split',
    slices: 'Slices',
    augment: 'Augment',
    versions: 'Versions',
    withFindings: (a: { tab: string; findings: number }) => `${a.tab} · ${count(a.findings)}`,
    ofProject: 'Saved with the project',
    ofDataset: 'Saved with the dataset',
    ofProjectTip: (a: { project: string }) =>
      `Saved with the project "${a.project}". Other projects that use this dataset have their own settings.`,
    ofDatasetTip: 'Saved with the dataset, and shared by all projects that use this dataset.',
    counts: (a: { train: number; validation: number; test: number }) =>
      `${count(a.train)} training, ${count(a.validation)} validation, ${count(a.test)} test`,
  },
  columns: {
    title: 'Columns',
    notLoaded: 'Examples, ranges, and counts appear when the dataset is in use',
    numberUnit: (a: { unit: string }) => `Number (${a.unit})`,
    category: (a: { classes: number; values: readonly string[] }) =>
      `${counted(a.classes, 'class', 'classes')}: ${a.values.join(', ')}${a.values.length < a.classes ? ', …' : ''}`,
    mask: (a: { height: number; width: number }) => `${dimensions([a.height, a.width])} pixels, mask`,
    gray: (a: { height: number; width: number }) => `${dimensions([a.height, a.width])} pixels, gray`,
    color: (a: { height: number; width: number }) => `${dimensions([a.height, a.width])} pixels, color`,
    array: (a: { shape: readonly number[] }) => `${dimensions(a.shape)} numbers per row`,
  },
  examples: {
    title: 'Examples',
    byClass: 'Training images by class',
    one: (a: { column: string }) => `Training images: ${a.column}`,
    pairs: (a: { above: string; below: string }) => `Training images: ${a.above} above ${a.below}`,
    next: 'Show other examples',
    image: (a: { label: string; row: number }) => `${a.label}, row ${a.row}`,
  },
  points: { title: 'Points', about: 'Training and validation points' },
})

const share = (a: { rows: number; all: number }) => percent(a.rows / Math.max(1, a.all))

export const datasetTabsText = defineText('data/overview/dataset-tabs', {
  rows: {
    label: 'Rows',
    requested: 'Requested rows',
    view: 'View',
    views: { pictures: 'Images', table: 'Table' },
    size: 'Image size',
    edits: 'Edits',
    asking: (a: { shown: string }) => `${a.shown}, waiting for predictions`,
    sorting: (a: { shown: string }) => `${a.shown}, sorting`,
    images: (a: { dataset: string }) => `Images in ${a.dataset}`,
    none: 'No rows match.',
    labelKeys: (a: { keys: string }) => `Label: ${a.keys}`,
    edit: 'Edit',
    open: 'Open row',
    exclude: 'Exclude row',
    selected: (a: { rows: number }) => `${counted(a.rows, 'row')} selected`,
    excludeSelected: 'Exclude',
    relabel: 'Relabel…',
    relabeled: (a: { rows: number; label: string }) => `${counted(a.rows, 'row')} relabeled as ${a.label}.`,
    count: (a: { rows: number }) => counted(a.rows, 'row'),
    /** The suggested name of a dataset made from some rows. */
    subset: (a: { dataset: string; rows: string }) => `${a.dataset}: ${a.rows}`,
  },
  split: {
    settings: 'Split settings',
    title: 'Split',
    total: (a: { rows: number }) => `${counted(a.rows, 'row')} in three sets`,
    sets: {
      train: (a: { rows: number; all: number }) =>
        `<b>Training</b> ${count(a.rows)} <span>(${share(a)}), used for training</span>`,
      leftOut: (a: { rows: number }) =>
        `<b>Left out</b> ${count(a.rows)} <span>of the training set, by an edit of the data</span>`,
      validation: (a: { rows: number; all: number }) =>
        `<b>Validation</b> ${count(a.rows)} <span>(${share(a)}), evaluated after every epoch</span>`,
      test: (a: { rows: number; all: number }) =>
        `<b>Test</b> ${count(a.rows)} <span>(${share(a)}), kept for the final test</span>`,
    },
  },
  slices: {
    title: 'Slices',
    about: 'Named groups of rows. The Evaluate page shows metrics for each slice.',
  },
  versions: {
    edits: 'Edit history',
    notHere: 'This dataset is not on this device. Import its files to restore the dataset with its recorded edits.',
    builtIn:
      'A built-in dataset never changes. Your first edit creates your own copy, and every step is recorded here.',
  },
})

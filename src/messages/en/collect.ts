/**
 * @file Messages and UI text for collecting images and samples for a dataset. Loaded with the code that collects them.
 */
import { defineMessages, defineText } from '../define'
import { count, counted, dimensions, listOr, plural } from '../format'

export const collect = defineMessages('collect', {
  'collect-size': (a: { size: number; sizes: readonly number[] }) =>
    `Images cannot be ${a.size} pixels wide; choose ${listOr(a.sizes.map(String))}.`,
  'collect-columns':
    'A table needs at least two columns with different names: one for the input, and one that the network predicts.',
  'collect-target': (a: { target: string; columns: readonly string[] }) =>
    `The target column "${a.target}" does not exist. Choose ${listOr(a.columns)}.`,
  'collect-no-class': (a: { label: string; labels: readonly string[] }) =>
    a.labels.length > 0
      ? `There is no class "${a.label}". Choose ${listOr(a.labels)}.`
      : `There is no class "${a.label}". Add it first.`,
  'collect-class-removed': (a: { label: string; rows: number }) =>
    a.rows === 0
      ? `The class "${a.label}" was removed.`
      : `The class "${a.label}" was removed with its ${counted(a.rows, 'example')}.`,
  'collect-class-there': (a: { label: string }) => `There is already a class "${a.label}".`,
  'collect-no-classes': (a: { target: string }) =>
    `"${a.target}" is not a category, so you cannot add classes. Add rows instead.`,
  'collect-no-pictures': (a: { title: string }) => `"${a.title}" has no image column, so you cannot add images to it.`,
  'collect-no-files': (a: { files: number }) =>
    a.files === 0 ? 'There are no files to add.' : `None of the ${counted(a.files, 'file')} is an image.`,
  'collect-many-files': (a: { files: number; most: number }) =>
    `${counted(a.files, 'file')} are too many to add to a class at once. Add up to ${count(a.most)}, or use "Import data" to import all of them as a new dataset.`,
  'collect-light': (a: { images: number; of: number }) =>
    `${count(a.images)} of ${counted(a.of, 'added image')} ${a.images === 1 ? 'has' : 'have'} a light background. The drawing pad has a dark one with bright ink, so the network would see drawings as negatives.`,
  'curve-few': (a: { rows: number; needs: number }) =>
    `A learning curve needs at least ${count(a.needs)} training examples and some validation examples. There are ${counted(a.rows, 'training example')}.`,
  'curve-no-validation':
    'A learning curve needs validation examples, and the split has none. Give the validation set a share under Data > Split.',
  'curve-target': (a: { column: string }) =>
    `A learning curve needs classes or numbers as its target; "${a.column}" is neither.`,
  'curve-stopped': 'The learning curve was canceled.',
})

const unused = (off: number) =>
  off === 0 ? '' : `, ${plural(off, { one: '# class turned off', other: '# classes turned off' })}`

export const collectText = defineText('collect/page', {
  create: {
    title: 'Create a dataset',
    cancel: 'Cancel',
    create: 'Create',
    name: 'Dataset name',
    defaultName: 'My dataset',
    kind: 'Type of data',
    kinds: { images: 'Images', table: 'Table' },
    size: 'Image size',
    sizeHelp: 'You cannot change this later. Training is faster with smaller images.',
    graySize: (a: { side: number }) => `${dimensions([a.side, a.side])}, gray`,
    colorSize: (a: { side: number }) => `${dimensions([a.side, a.side])}, color`,
    classes: 'Classes',
    classesExample: 'rock, paper, scissors',
    classesHelp: 'Separate them with commas. You can add more later.',
    columns: 'Columns',
    columnName: (a: { number: number }) => `Name of column ${count(a.number)}`,
    columnType: (a: { column: string }) => `Type of ${a.column}`,
    removeColumn: (a: { column: string }) => `Remove ${a.column}`,
    addColumn: 'Add column',
    target: 'Target column',
  },
  view: {
    label: (a: { dataset: string }) => `Collecting ${a.dataset}`,
    images: (a: { images: number }) => counted(a.images, 'image'),
    classImages: (a: { images: number; classes: number; off: number }) =>
      `${counted(a.images, 'image')} in ${counted(a.classes, 'class', 'classes')}${unused(a.off)}`,
    classRows: (a: { rows: number; off: number }) => `${counted(a.rows, 'row')}${unused(a.off)}`,
    undo: 'Undo last change',
    redo: 'Redo last change',
    newImages: 'New images are used the next time you train.',
    newRows: 'New rows are used the next time you train.',
    train: 'Go to training',
    useInNew: 'Use in a new project',
    inNewTip: (a: { project: string }) =>
      `Creates a new project with a network for this dataset. "${a.project}" stays unchanged.`,
    buildNetwork: 'Build a network for this dataset',
    use: 'Use this dataset',
    useTip: 'If the current network does not fit this dataset, a small network replaces it.',
    useHere: 'Use in this project',
    hereTip: (a: { project: string }) =>
      `If the network in "${a.project}" does not fit this dataset, a small network replaces it.`,
    done: 'Done',
    fewClasses: 'A network needs at least two classes with examples.',
    enoughToTry: (a: { examples: number }) =>
      `${counted(a.examples, 'example')} are enough for a first try, but too few to know how good the result is. Aim for 100 or more.`,
    enough: 'There is enough to train with. More and different examples improve the result.',
    fewRows: 'A network needs at least ten rows.',
  },
  source: { label: 'Images from', pad: 'Drawing', camera: 'Camera', file: 'Files' },
  pad: {
    label: 'Drawing pad',
    draw: 'Draw here',
    drawClass: (a: { label: string }) => `Draw "${a.label}" here`,
    add: 'Add',
    clear: 'Clear',
    scaled: 'Every drawing is scaled and centered, so its size and position do not matter.',
  },
  camera: {
    video: 'Camera image',
    waiting: 'Waiting for permission to use the camera',
    off: 'Images stay on this device. The camera stays off until you turn it on.',
    recording: 'Recording',
    record: 'Hold to record',
    takeOne: 'Take one image',
    turnOff: 'Turn off',
    turnOn: 'Turn the camera on',
    rate: 'Recording rate',
    rates: { 2: '2 per second', 4: '4 per second', 8: '8 per second' },
    mirrored: 'Mirrored',
    insecure:
      'The browser allows the camera only on https or localhost. Open Netloom at one of these addresses, or use image files.',
    unsupported: 'This browser cannot use a camera. Use image files.',
    denied: 'The camera is blocked for this page. Allow it in the address bar, then turn it on again.',
    notFound: 'No camera was found. Connect one, or use image files.',
    busy: 'Another app is using the camera. Close it, then turn the camera on again.',
    lost: 'The camera was disconnected. Connect it, or close other apps that use it, then turn it on again.',
    failed: (a: { why: string }) => `The camera did not start: ${a.why}`,
  },
  files: {
    gray: (a: { height: number; width: number }) =>
      `Drop images onto a class, paste an image, or choose files. In a folder, each subfolder is a class. Images are center-cropped, resized to ${dimensions([a.height, a.width])}, and converted to grayscale.`,
    color: (a: { height: number; width: number }) =>
      `Drop images onto a class, paste an image, or choose files. In a folder, each subfolder is a class. Images are center-cropped and resized to ${dimensions([a.height, a.width])}.`,
    choose: 'Choose images',
    folder: 'Choose a folder',
    noClass: 'Add a class first, or drop a folder: its name becomes the class.',
    reading: (a: { files: number }) => `Reading ${counted(a.files, 'file')}`,
    finding: 'Finding files',
    none: 'No files were dropped.',
    invert: (a: { images: number }) => `Invert ${counted(a.images, 'image')}`,
    inverted: (a: { images: number }) =>
      `${counted(a.images, 'image')} ${a.images === 1 ? 'was' : 'were'} inverted: the background is dark now.`,
    moreNotes: (a: { notes: number }) => plural(a.notes, { one: 'And # more note.', other: 'And # more notes.' }),
  },
  classes: {
    none: 'Add a class first',
    addTo: (a: { label: string }) => `Add to <b>${a.label}</b>`,
    saving: (a: { images: number }) => `Saving ${counted(a.images, 'image')}`,
    newName: 'Name of the new class',
    add: 'Add class',
    selected: (a: { images: number; keys: number }) =>
      a.images === 0
        ? 'Click an image to select it. Shift-click selects all images up to it.'
        : a.keys > 1
          ? `${counted(a.images, 'image')} selected. To move the selection, drag it to another class or press 1 to ${a.keys}.`
          : `${counted(a.images, 'image')} selected`,
    remove: 'Remove',
    removeClass: (a: { label: string }) => `Remove the class "${a.label}"`,
    choose: (a: { label: string }) => `Collect images of ${a.label}`,
    chooseTip: 'Add new images to this class',
    name: (a: { number: number }) => `Name of class ${count(a.number)}`,
    size: (a: { images: number }) => count(a.images),
    sizeOff: (a: { images: number }) => `${count(a.images)}, off`,
    use: (a: { label: string }) => `Use ${a.label}`,
    empty: 'No images yet',
    emptyChosen: 'No images yet. New images are added here.',
    images: (a: { images: number; label: string }) => `${counted(a.images, 'image')} of ${a.label}`,
    more: (a: { images: number }) => `Show more of the ${counted(a.images, 'image')}`,
    image: (a: { number: number; label: string }) => `Image ${a.number}, ${a.label}`,
  },
  row: {
    label: 'New row',
    unit: (a: { column: string; unit: string }) => `${a.column} (${a.unit})`,
    hints: { number: '2.5', category: 'a category', text: 'some text', time: '2024-05-31' },
    add: 'Add row',
    empty: 'Empty fields count as missing values.',
    newest: 'Newest rows',
    caption: (a: { rows: number }) =>
      `The newest of ${counted(a.rows, 'row')}. When the dataset is in use, the Rows tab shows all rows.`,
    missing: 'missing',
    notNumber: (a: { column: string; typed: string }) => `"${a.column}" must be a number, not "${a.typed}".`,
    notDate: (a: { column: string; typed: string }) =>
      `"${a.column}" must be a date such as 2024-05-31 or 2024-05-31T14:30:00Z, not "${a.typed}".`,
    noValues: 'The row is empty. Fill in at least one field.',
  },
})

/**
 * @file UI text for datasets that the studio creates: default titles and cards, descriptions of added rows, and what
 * uses a dataset.
 */
import { defineText } from '../../define'
import { plural } from '../../format'

export const datasetsText = defineText('studio/datasets', {
  /** The title of a dataset made from files without meaningful names. */
  untitled: 'My data',
  /** The title of the copy that is made when a built-in dataset is edited. */
  edited: (a: { title: string }) => `${a.title}, edited`,
  collected: { about: 'Collected in Netloom.', source: 'Collected on this device' },
  /** Descriptions of added rows, for the edit history. */
  imagesFromFolders: 'images from folders',
  imagesFromFiles: 'images from files',
  classFromFiles: (a: { label: string }) => `Class "${a.label}" added from files`,
  requests: {
    about: 'Requests that a service received while its inputs drifted.',
    source: (a: { requests: number; service: string }) =>
      `${plural(a.requests, { one: '# request', other: '# requests' })} to ${a.service}`,
  },
  labeled: {
    title: (a: { title: string; labels: number }) => `${a.title} with ${a.labels} labeled requests`,
    source: (a: { service: string }) => `labeled requests to ${a.service}`,
  },
  uses: {
    project: (a: { project: string }) => `project "${a.project}"`,
    run: (a: { run: string; project: string }) => `run "${a.run}" of "${a.project}"`,
    version: (a: { version: string; project: string }) => `version "${a.version}" of "${a.project}"`,
  },
  /** Stands for a file without a name, as the subject of a sentence. */
  unnamedFile: 'A file',
  newInput: 'A new input',
  /** `split`: the time column by which the rows are split from now on. */
  joined: (a: { column: string; input: string; isNew: boolean; split: string | undefined }) =>
    `"${a.column}" ${a.isNew ? 'has a new input node,' : 'was added to the input'} "${a.input}".${a.split === undefined ? '' : ` The split is now by "${a.split}", with the earliest rows for training.`}`,
  showNetwork: 'Show network',
  noCondition: 'A condition is text such as "age < 30", or an object with the same meaning.',
})

export const workersText = defineText('studio/datasets/workers', {
  analysisStopped: 'The data analysis stopped, most likely because memory ran out. Try again.',
  readStopped: 'Reading the model stopped, most likely because memory ran out. Close other tabs, then try again.',
  exportStopped: 'The export stopped, most likely because memory ran out. Export fewer rows, or try again.',
  layoutStopped: 'The layout stopped, most likely because memory ran out. Try again.',
  /** Completes "The service stopped: ...". */
  servingStopped: 'its worker stopped',
  servingUnreadable: 'its worker sent an unreadable message',
})

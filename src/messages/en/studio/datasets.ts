/** @file Text of datasets that the studio creates: default titles and cards, the kind of added rows, and what uses a dataset. */
import { defineText } from '../../define'
import { plural } from '../../format'

export const datasetsText = defineText('studio/datasets', {
  /** The title of a dataset from files without meaningful names. */
  untitled: 'My data',
  /** The copy of a built-in dataset that an edit makes. */
  edited: (a: { title: string }) => `${a.title}, edited`,
  collected: { about: 'Collected in Netloom.', source: 'Collected on this device' },
  /** The kind of added rows, in the edit history. */
  imagesFromFolders: 'images from folders',
  imagesFromFiles: 'images from files',
  classFromFiles: (a: { label: string }) => `Class "${a.label}" added from files`,
  requests: {
    about: 'Requests that a service received while its inputs drifted.',
    source: (a: { requests: number; service: string }) =>
      `${plural(a.requests, { one: '# request', other: '# requests' })} of ${a.service}`,
  },
  labeled: {
    title: (a: { title: string; labels: number }) => `${a.title} with ${a.labels} labeled`,
    source: (a: { service: string }) => `labeled requests of ${a.service}`,
  },
  uses: {
    project: (a: { project: string }) => `project "${a.project}"`,
    run: (a: { run: string; project: string }) => `run "${a.run}" of "${a.project}"`,
    version: (a: { version: string; project: string }) => `version "${a.version}" of "${a.project}"`,
  },
  /** A file without a name, as the subject of a sentence. */
  unnamedFile: 'A file',
  newInput: 'A new input',
  noCondition: 'A condition is text such as age < 30, or data of that form.',
})

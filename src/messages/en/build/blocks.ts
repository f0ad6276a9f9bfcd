/** @file UI text for the blocks of a network, the block library, and built-in blocks. */
import { defineText } from '../../define'
import { count, counted, list, when } from '../../format'

export const blocksText = defineText('build/blocks', {
  own: 'In this network',
  ownEmpty: 'No blocks yet. Select layers and group them into a block, or insert one of the blocks below.',
  library: 'Your library',
  libraryEmpty:
    'Blocks in your library are available in every project on this device. Save one from this network, or import a file.',
  builtIn: 'Built-in blocks',

  import: 'Import',
  imported: (a: { name: string; version: number }) => `"${a.name}", version ${a.version}, is now in your library.`,
  insert: 'Insert',
  insertNamed: (a: { name: string }) => `Insert ${a.name}`,
  insertVersion: (a: { name: string; version: number }) => `Insert ${a.name}, version ${a.version}`,
  export: 'Export',
  exportVersion: (a: { name: string; version: number }) => `Export ${a.name}, version ${a.version}`,
  rename: (a: { name: string }) => `Rename ${a.name}`,
  newName: (a: { name: string }) => `New name for ${a.name}`,

  sameName: (a: { id: string }) => `Another block has the same name. The ID of this block is ${a.id}.`,
  unused: 'Not used.',
  used: (a: { times: number }) => `Used ${counted(a.times, 'time')}.`,
  version: 'Version',
  versionOption: (a: { version: number; at: string }) => `${a.version}, ${when(a.at)}`,
  saved: (a: { version: number; at: string }) => `Version ${a.version}, saved ${when(a.at)}.`,
  damaged: (a: { id: string; version: number }) => `Version ${a.version} of "${a.id}" is damaged and cannot be read.`,

  remove: 'Delete',
  removeFromNetwork: (a: { name: string }) => `Delete ${a.name} from the network`,
  removeFromLibrary: (a: { name: string }) => `Delete ${a.name} from your library`,
  removeQuestion: (a: { name: string }) =>
    `Delete "${a.name}" from your library? Networks that use it keep their copy.`,
  removeVersion: (a: { version: number }) => `Delete version ${a.version}`,
  removeAll: 'Delete all',
  cancel: 'Cancel',

  /** How a block of the network relates to the library. */
  inLibrary: {
    namesake: (a: { name: string }) => `Not in your library. The library has a different block called "${a.name}".`,
    elsewhere: 'From a library that is not on this device.',
    none: 'Not in your library.',
    version: (a: { version: number; newest: number }) => `Version ${a.version} of ${count(a.newest)} in your library.`,
    changed: (a: { version: number; newest: number }) =>
      `Version ${a.version} of ${count(a.newest)} in your library, changed in this network.`,
    update: (a: { version: number; changes: readonly string[] }) => `In version ${a.version}: ${list(a.changes)}.`,
  },
  save: 'Save to library',
  saveNext: 'Save as next version',
  saveVersion: (a: { version: number }) => `Save as version ${a.version}`,
  updateTo: 'Update',
  actionOn: (a: { action: string; block: string }) => `${a.action}: ${a.block}`,
})

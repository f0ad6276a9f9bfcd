/** @file English sentences of storage: one function a code, its argument the code's typed arguments. */
import { defineMessages } from '../define'
import { byteSize, count, counted } from '../format'

export const storage = defineMessages('storage', {
  'storage-full': (a: { usage?: number }) =>
    `This device has no room left${a.usage === undefined ? '' : ` (Netloom keeps ${byteSize(a.usage)})`}, so this was not saved. Remove old runs, models or data sets, or export the project.`,
  'storage-silent': (a: { seconds: number }) =>
    `The browser's storage did not answer within ${counted(a.seconds, 'second')}, so this was not saved or read. Try again, or export the project.`,
  'storage-closed':
    'Netloom was updated in another tab, so this tab can no longer save. Export the project if it has changes, then reload.',
  'storage-lost': 'The browser cleared what Netloom had kept. What is open here is still here and will be saved again.',
  'storage-blocked': 'An older Netloom is open in another tab and holds the storage. Close that tab to go on.',
  'storage-newer':
    'What is kept here was written by a newer Netloom. Reload the page to get it; until then nothing is saved.',
  'storage-missing': (a: { why: string }) =>
    `This browser does not let Netloom keep anything (${a.why}). You can work, but export what you want to keep before you close the page.`,
  'storage-failed': (a: { why: string }) => `The browser's storage refused (${a.why}), so this was not saved or read.`,
  'project-conflict': (a: { name: string; kept: number; yours: number }) =>
    `"${a.name}" was saved in another tab meanwhile (save ${count(a.kept)} there, ${count(a.yours)} here). Nothing was overwritten: reload to see that one, or export yours first.`,
  'project-damaged': (a: { name: string }) => `What was kept of "${a.name}" is damaged and was not opened.`,
  'checkpoint-newest': 'This is the newest checkpoint of its run, which goes on from it; remove the run to remove it.',
  'model-damaged': (a: { name: string; version: number }) =>
    `The weights kept of "${a.name}" version ${a.version} are damaged (their checksum differs), so it was not loaded.`,
  'version-damaged': (a: { number: number }) =>
    `What was kept as version ${count(a.number)} is damaged and was not opened. The other versions are as they were.`,
  'no-version': (a: { number: number }) => `This project has no version ${a.number}.`,

  'link-unreadable': (_: object) => 'This link is damaged: the project in it cannot be read. Ask for it anew.',
  'link-newer': (a: { version: number; known: number }) =>
    `This link was made by a newer Netloom (format ${count(a.version)}; this one reads up to ${a.known}). Update Netloom to open it.`,
  'link-too-long': (a: { most: number }) =>
    `This link holds more than a link of Netloom's can, ${byteSize(a.most)} unpacked, so it was not opened. Ask whoever sent it for the project file.`,
  'link-too-large': (a: { bytes: number; most: number }) =>
    `This project is too large for a link (${byteSize(a.bytes)}; ${byteSize(a.most)} is the limit). Send its project file instead.`,
  'file-too-large': (a: { bytes: number; most: number }) =>
    `This file has ${byteSize(a.bytes)}; the most that can be read is ${byteSize(a.most)}.`,
  'file-not-text': 'This is not a file that Netloom wrote: it is not readable JSON text.',
  'file-cut-off': 'This file ends too early: a part of it is missing.',
  'file-too-deep': (a: { most: number }) =>
    `This file is nested deeper than ${a.most} levels; Netloom writes no such file.`,
  'file-unsafe-key': (a: { key: string }) => `This file has a key called "${a.key}", which is not safe to read.`,
  'file-other-kind': (a: { wants: string; kind: string }) => `This is not ${a.wants} (it says: ${a.kind}).`,
  'file-newer': (a: { version: number; known: number }) =>
    `This file was written by a newer Netloom (format ${count(a.version)}; this one reads up to ${a.known}). Update Netloom to open it.`,
  'file-shape': (a: { file: string; where: string; wants: string }) =>
    `${a.file} cannot be read: ${a.where} should be ${a.wants}.`,
  'file-too-many': (a: { what: string; has: number; most: number }) =>
    `This project has ${count(a.has)} ${a.what}; the most that can be opened is ${count(a.most)}.`,
  'file-position': (a: { node: string }) => `"${a.node}" stands nowhere: its position is not a number on the canvas.`,
  'file-empty': 'This project has no network in it.',
  'file-unknown': (a: { what: string; kind: string }) => `This Netloom knows no ${a.what} called "${a.kind}".`,
  'file-id': (a: { id: string }) => `"${a.id}" cannot be the id of a node or wire.`,
  'file-duplicate': (a: { what: string; id: string }) => `Two ${a.what} of this project have the same id, "${a.id}".`,
  'file-dangling': (a: { wire: string; node: string }) =>
    `The wire "${a.wire}" hangs loose: there is no node "${a.node}" in this project.`,
  'file-label-long': (a: { label: string; length: number; most: number }) =>
    `The label "${a.label}" has ${counted(a.length, 'letter')}; the most is ${a.most}.`,

  'artifact-not-zip': 'This is not a Netloom model: a model is one zip file.',
  'artifact-broken': (a: { why: string }) =>
    `This model's zip cannot be read: ${a.why}. Use the file as Netloom wrote it.`,
  'artifact-entries': (a: { has: number; most: number }) =>
    `This zip has ${count(a.has)} files; a model has at most ${a.most}.`,
  'artifact-path': (a: { path: string }) => `This zip names a path, "${a.path}", that no model of Netloom has.`,
  'artifact-twice': (a: { file: string }) => `This zip has two files called ${a.file}.`,
  'artifact-missing': (a: { file: string }) => `This model is not whole: ${a.file} is missing.`,
  'artifact-extra': (a: { file: string }) => `This model has a file too many: ${a.file} is no part of it.`,
  'artifact-changed': (a: { file: string }) =>
    `${a.file} was changed after this model was written (its checksum differs), so it was not loaded.`,
  'artifact-drawing': (_: Record<string, never>) =>
    "The drawing in this model has a problem, so the model can't be built.",
  'artifact-model': 'The network in model.json is not the one drawn in project.json, so it was not loaded.',
  'artifact-pipeline': (a: { label: string; why: string }) =>
    `This model's pipeline does not fit it: ${a.label} ${a.why}.`,
  'artifact-weights': (a: { has: string; wants: string }) =>
    `The weights of this model are not its own: ${a.has} stands where ${a.wants} belongs.`,
  'artifact-weights-length': (a: { bytes: number; wants: number }) =>
    `weights.bin has ${counted(a.bytes, 'byte')}; this model's weights have ${count(a.wants)}.`,
  'artifact-weights-not-finite': (a: { weight: string }) => `${a.weight} holds a weight that is not a number.`,
  'artifact-golden': 'The samples in golden.json do not fit this model.',
})

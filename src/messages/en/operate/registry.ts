/** @file UI text for the registry: models with their versions, aliases, alias moves, and the panel of a version. */
import { defineText } from '../../define'
import { list, percent, plural } from '../../format'

export const registryText = defineText('operate/registry', {
  loading: 'Loading models…',
  intro:
    'Drag an alias to a version, or move it with the arrow keys and press Enter. The gate check appears below, and nothing changes until you confirm. Click a version to open its model card.',
  saveVersion: 'Save a version',
  fromDrills: (a: { models: readonly string[] }) =>
    `Models trained in drills (${list(a.models)}) are in the registries of those drills.`,
  empty: {
    title: 'No models yet',
    body: 'Every model version you save appears here. Aliases decide which version is served: the champion answers, a challenger gets a share of the traffic, and a shadow gets copies of requests.',
    save: 'Save trained model',
    trainFirst: 'Train this network, then save it as version 1 of a model.',
    train: 'Train',
  },
  versions: (a: { n: number }) => plural(a.n, { one: '# version', other: '# versions' }),
  damagedMoves: (a: { n: number }) => plural(a.n, { one: '# damaged record', other: '# damaged records' }),
  rollBack: (a: { alias: string; version: number }) => `Roll ${a.alias} back to v${a.version}`,
  movesButton: (a: { n: number }) => plural(a.n, { one: '# alias move', other: '# alias moves' }),
  deployed: (a: { version: number }) =>
    `Another build was deployed in place of version ${a.version}, the champion. No alias points to the new build.`,
  rollBackDeploy: 'Roll back deploy',
  track: {
    label: (a: { model: string }) => `Versions of ${a.model}`,
    notSet: 'not set',
    practice: (a: { versions: readonly string[] }) => `Practice versions (deliberately bad): ${list(a.versions)}.`,
    practiceVersion: (a: { version: number; bad: string }) => `${a.version} (${a.bad})`,
    damaged: (a: { version: number }) => `Version ${a.version}: damaged`,
    version: (a: { version: number; saved: string; metrics: string }) =>
      `Version ${a.version}, ${a.saved}: ${a.metrics}`,
    practiceSaved: (a: { version: number; saved: string; bad: string; of: number }) =>
      `Version ${a.version}, ${a.saved}: practice version, ${a.bad}, made from version ${a.of}`,
  },
  alias: {
    label: (a: { alias: string; model: string }) => `${a.alias} of ${a.model}`,
    tip: (a: { alias: string }) =>
      `${a.alias}: drag it to a version, or choose one with the arrow keys and press Enter`,
    here: 'Already at this version',
    dropOn: (a: { version: number }) => `Version ${a.version}: press Enter or release to check it at the gate`,
    dropOff: 'Press Enter or release to remove the alias',
    notSet: 'not set',
    at: (a: { version: number }) => `version ${a.version}`,
    moveTo: (a: { version: number }) => `version ${a.version}; press Enter to check it at the gate`,
    remove: 'not set; press Enter to remove the alias',
  },
  moves: {
    title: 'Alias moves',
    close: 'Close',
    when: 'Time',
    alias: 'Alias',
    from: 'From',
    to: 'To',
    by: 'By',
    gate: 'Gate',
    why: 'Reason',
    rolledBack: (a: { alias: string }) => `${a.alias} (rolled back)`,
    startedOver: (a: { alias: string }) => `${a.alias} (set when the drill started)`,
    startedOverAbout: 'The drill started here. Earlier moves cannot be restored.',
    version: (a: { version: number }) => `version ${a.version}`,
    notSet: 'not set',
    removed: 'removed',
    gateNotChecked: 'not checked',
    gateFailed: (a: { n: number }) => plural(a.n, { one: '# check failed', other: '# checks failed' }),
    gatePassed: 'passed',
    gateInconclusive: 'none failed, some inconclusive',
  },
  panel: {
    title: (a: { version: number }) => `Version ${a.version}`,
    openNetwork: 'Open network',
    markdown: 'Save as Markdown',
    html: 'Save as HTML',
    close: 'Close',
  },
  reproduce: {
    start: 'Reproduce',
    stop: 'Stop',
    about: 'Retrains this version from its record in the background and compares the weights.',
    progress: 'Retraining',
    share: (a: { share: number }) => percent(a.share, 0),
    verdict: { same: 'Identical.', differs: 'Different.', cannot: 'Inconclusive.' },
  },
})

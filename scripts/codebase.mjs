/** @file `npm run codebase`: measures the source code and writes docs/codebase.md. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path/posix'

const FOLDERS = ['src', 'workers']
/** Tests, what only tests use, and stored examples are not source. */
const NOT_SOURCE = /\.(test|test-help|bench|figures)\.|\/(testing|fixtures)\/|^src\/kernels\/build\//
/** One file per thing (or family of things) that a user picks, or one namespace of texts: small on purpose. */
const CATALOGS =
  /^src\/(messages\/en|catalog|formulas|gallery|data\/(transforms|augment|edit-steps|findings)|ingest\/formats|metrics\/catalog|analysis\/baselines|training\/(program|gpu\/shaders|cpu)|serving\/stages|studio\/commands)\//
/** The folders and files of Operate, on every level. */
const OPERATE =
  /^src\/(ops|serving|studio\/operate|studio\/commands\/operate|ui\/pages\/operate|compile\/service|catalog\/service-stages|messages\/en\/operate)\/|^src\/ui\/pages\/operate-page\.tsx$/

const REACHED = ['message', 'given', 'folder']
/**
 * Three values on their way through the source, with what each file does to them. A file counts once, and only if it
 * hands the value on: what is asked on the way and only returns (a lookup, a check, a record) does not count. Each file
 * imports an earlier one or is imported by one, or the last entry says how it is reached: by a `message` between
 * threads, through a function or object that was `given`, or from a `folder` whose files are all loaded.
 */
const WALKS = [
  {
    title: 'files from a number in the inspector to its GPU kernel',
    files: [
      ['src/ui/kit/number-field.tsx', 'parses the typed text and reports the number'],
      ['src/ui/inspector/param-form.tsx', 'makes it a parameter of the node', 'given'],
      ['src/ui/studio-context.tsx', 'runs a command and shows its errors'],
      ['src/studio/make-studio.ts', 'finds the command and asks the lesson; has the drawing checked', 'given'],
      ['src/studio/command.ts', 'checks the arguments'],
      ['src/studio/commands/graph.ts', 'checks the parameter and makes an edit'],
      ['src/studio/project/project-document.ts', 'applies the edit as one undo step'],
      ['src/studio/network/block-levels.ts', 'moves the edit to the block that the canvas shows'],
      ['src/graph/apply-edit.ts', 'returns the new drawing'],
      ['src/compile/check-network.ts', 'checks it for the data and the plan'],
      ['src/graph/expand-blocks.ts', 'replaces blocks by their layers'],
      ['src/graph/check-flat-drawing.ts', 'orders the nodes and returns the checked steps'],
      ['src/studio/commands/run.ts', 'starts the training'],
      ['src/studio/training/run-session.ts', 'launches the run'],
      ['src/studio/training/prepare-run.ts', 'refuses what cannot be trained'],
      ['src/compile/to-training-job.ts', 'assembles the job'],
      ['src/compile/to-keras.ts', 'lowers the steps to Keras layers'],
      ['src/catalog/params.ts', 'fills in the defaults of the layer'],
      ['src/catalog/layers/dense.ts', 'writes the units into the Keras config'],
      ['src/protocol/trainer-client.ts', 'posts the job'],
      ['src/training/serve-trainer.ts', 'receives it and opens the backend', 'message'],
      ['src/training/engines/open-engine.ts', 'selects and verifies the engine'],
      ['src/training/engines/program-step.ts', 'plans and records the program'],
      ['src/training/program/to-program.ts', 'lowers the job to a program and lists the ops of a step'],
      ['src/training/program/plan-network.ts', 'plans the layers and their weights'],
      ['src/training/program/layers/dense.ts', 'gives the kernel its shape and emits a product', 'folder'],
      ['src/training/program/op-builder.ts', 'collects the emitted op'],
      ['src/training/gpu/machine.ts', 'records the ops and submits the dispatches', 'given'],
      ['src/training/gpu/dispatches.ts', 'selects the shader of the op and binds its buffers'],
      ['src/training/gpu/shaders/products.ts', 'writes the number into the kernel as the stride of the operands'],
    ],
  },
  {
    title: 'files from a training loss to its point on the chart',
    files: [
      ['src/training/engines/program-step.ts', 'runs the step that writes the loss'],
      ['src/training/engines/program-state.ts', 'reads it from the ring on the device'],
      ['src/training/loop/step-metrics.ts', 'reads ten times a second and posts the progress', 'given'],
      ['src/training/loop/run.ts', 'adds the metrics to the run'],
      ['src/training/serve-trainer.ts', 'posts the message', 'given'],
      ['src/protocol/trainer-client.ts', 'receives it, and separates the messages of a run from answers', 'message'],
      ['src/studio/training/run-session.ts', 'appends the losses of the current run'],
      ['src/studio/training/frame-throttle.ts', 'leaves the page time for input in between'],
      ['src/studio/training/loss-series.ts', 'keeps the loss of each step'],
      ['src/ui/charts/canvas-hooks.ts', 'draws in the next frame', 'given'],
      ['src/ui/charts/live-plot.tsx', 'hands the data to uPlot'],
      ['src/ui/charts/loss-chart.tsx', 'reads the series', 'given'],
      ['src/ui/charts/run-curves.ts', 'smooths it'],
      ['src/ui/charts/chart-data.ts', 'keeps the points that fit the width'],
    ],
  },
  {
    title: 'files from playing a scenario to a request in a chart',
    files: [
      ['src/studio/commands/operate/service.ts', 'the play command'],
      ['src/studio/operate/controller.ts', 'plays the scenario of the open service; adds entries to its log'],
      ['src/protocol/serving-client.ts', 'posts the scenario; receives the entries'],
      ['src/serving/serve-service.ts', 'receives it and starts the playback; posts the entries', 'message'],
      ['src/serving/scenario-playback/playback.ts', 'plays in time slices'],
      ['src/serving/scenario-playback/player.ts', 'creates the request at its arrival'],
      ['src/serving/scenario-playback/simulated-requests.ts', 'selects its row and predicts it'],
      ['src/serving/execute-pipeline.ts', 'takes it through the stages, with a context in each'],
      ['src/serving/stages/model-stages.ts', 'answers with the prediction', 'folder'],
      ['src/serving/scenario-playback/queues.ts', 'lets it wait for a replica'],
      ['src/serving/log-writer.ts', 'writes it to a batch of the log'],
      ['src/studio/operate/log/service-log.ts', 'adds the batch to the log of the service'],
      ['src/studio/operate/log/reading-queue.ts', 'reads batches for a few milliseconds per frame'],
      ['src/ops/log/fold-log.ts', 'passes the requests of a minute to the reducers'],
      ['src/ops/log/aggregates.ts', 'counts them per minute, hour, and day'],
      ['src/ops/log/counters.ts', 'stores a count'],
      ['src/ui/pages/operate/live/time-range.ts', 'reads the log when it has grown', 'given'],
      ['src/ops/log/log-metrics.ts', 'sums the counts of each step, and computes requests and latency'],
      ['src/ui/pages/operate/live/business-view.tsx', 'makes a series of the steps for each plot', 'given'],
      ['src/ui/pages/operate/live/time-plot.tsx', 'makes a chart of the series'],
      ['src/ui/charts/chart.tsx', 'keeps the newest data for the next frame'],
      ['src/ui/charts/live-plot.tsx', 'draws them', 'given'],
    ],
  },
]

const files = FOLDERS.flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file.replaceAll('\\', '/')}`),
).filter((file) => /\.tsx?$/.test(file))
const source = files.filter((file) => !NOT_SOURCE.test(file))
const texts = new Map(source.map((file) => [file, readFileSync(file, 'utf8')]))
const linesOf = (file) => texts.get(file).split('\n').length - 1
const sum = (all) => all.reduce((a, b) => a + b, 0)
const count = (pattern, of = source) => sum(of.map((file) => texts.get(file).match(pattern)?.length ?? 0))

/** The files that import each file, statically or not. */
const importers = new Map(source.map((file) => [file, new Set()]))
for (const [file, text] of texts) {
  for (const [, path] of text.matchAll(/(?:from|import|import\()\s*'(\.[^']*)'/g)) {
    const base = normalize(join(dirname(file), path))
    for (const found of [base, `${base}.ts`, `${base}.tsx`, `${base}/index.ts`]) importers.get(found)?.add(file)
  }
}

/** What is wrong with a walk: files that do not exist, are listed twice, or are not connected to an earlier file. */
function walkProblems({ title, files }) {
  const imports = (from, to) => importers.get(to)?.has(from)
  return files.flatMap(([file, , by], i) => {
    const earlier = files.slice(0, i).map(([one]) => one)
    if (!texts.has(file)) return [`${title}: ${file} does not exist`]
    if (earlier.includes(file)) return [`${title}: ${file} is listed twice`]
    if (by !== undefined && !REACHED.includes(by)) return [`${title}: ${file} has the unknown mark ${by}`]
    const isLinked = i === 0 || by !== undefined || earlier.some((one) => imports(one, file) || imports(file, one))
    return isLinked ? [] : [`${title}: ${file} neither imports an earlier file nor is imported by one`]
  })
}
const problems = WALKS.flatMap(walkProblems)
if (problems.length > 0) {
  for (const problem of problems) console.error(problem)
  process.exit(1)
}

const single = source.filter((file) => importers.get(file).size === 1 && !CATALOGS.test(file))
const operate = source.filter((file) => OPERATE.test(file))
const lengths = source.map(linesOf).sort((a, b) => a - b)
const number = (n) => n.toLocaleString('en-US')

const rows = [
  ['source files', source.length],
  ['files with a single importer, outside catalogs', single.length],
  ['lines of TypeScript, without tests', sum(lengths)],
  [
    'of these, lines of text in `src/messages/en/`',
    sum(source.filter((f) => f.startsWith('src/messages/en/')).map(linesOf)),
  ],
  ['median lines of a file', lengths[Math.floor(lengths.length / 2)]],
  ['files under 25 lines', lengths.filter((n) => n < 25).length],
  ['files over 250 lines', lengths.filter((n) => n > 250).length],
  ['Operate: files', operate.length],
  ['Operate: lines', sum(operate.map(linesOf))],
  [
    'casts of the studio to its internals in `src/ui/`',
    count(
      /as AppContext/g,
      source.filter((f) => f.startsWith('src/ui/')),
    ),
  ],
  ...WALKS.map(({ title, files }) => [title, files.length]),
  ['commands called by an id that is data (`runById`)', count(/\brunById\(/g)],
  ['ignored `useExhaustiveDependencies`', count(/biome-ignore lint\/correctness\/useExhaustiveDependencies/g)],
]

writeFileSync(
  'docs/codebase.md',
  `# The codebase in figures

\`npm run codebase\` measures the source code and writes this page. Tests, what only tests use, and stored examples do
not count. Catalogs (layers, texts, kernels, commands, ...) have one small file per entry on purpose.

| figure | now |
| --- | --- |
${rows.map(([what, value]) => `| ${what} | ${number(value)} |`).join('\n')}
`,
)
for (const [what, value] of rows) console.log(`${what}: ${number(value)}`)

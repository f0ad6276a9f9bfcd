/**
 * @file pipelinePython: exports a fitted pipeline as a Python module that needs only NumPy, computes the same numbers
 * as Netloom, and reads pipeline.json from its own folder.
 */
import type { Pipeline } from '../data/pipeline'
import { chainOf } from '../data/transforms/step-chain'
import { findTransform } from '../data/transforms/index'
import type { FittedColumn } from '../data/transforms/transform'

/**
 * The source of the module: `encode(samples)` returns the network's inputs, `decode(outputs)` returns its predictions,
 * and with an input guard, `flagged(inputs, predict, layer)` returns its verdicts.
 */
export function pipelinePython(pipeline: Pipeline): string {
  const columns = pipeline.inputs.flatMap((input) => (input.kind === 'columns' ? input.columns : []))
  const kinds = [...new Set(columns.flatMap(({ steps }) => steps.map(({ kind }) => kind)))].sort()
  const defs = kinds.flatMap((kind) => findTransform(kind) ?? [])
  const helpers = [...new Set(defs.flatMap(({ pythonNeeds = [] }) => pythonNeeds))]
  const forms = pipeline.inputs.map((input) => (input.kind === 'columns' ? input.columns.map(formsOf) : []))
  const backs = backKinds(pipeline)
  const table = kinds.map((kind) => `    ${JSON.stringify(kind)}: ${snake(kind)},`)
  return `${[HEAD, ...helpers, ...defs.map(({ python }) => python), ...backs.map(({ pythonBack = '' }) => pythonBack)].join('\n\n\n')}


STEPS = {
${table.join('\n')}
}

# How predicted numbers go back through the steps of their own.
BACK = {
${backs.map(({ kind }) => `    ${JSON.stringify(kind)}: ${snake(kind)}_back,`).join('\n')}
}

# What each column is before each of its steps.
FORMS = json.loads(${JSON.stringify(JSON.stringify(forms))})


${TAIL}
${hasGuard(pipeline) ? GUARD : ''}`
}

function hasGuard({ outputs }: Pipeline): boolean {
  return outputs.some((output) => output.kind === 'classes' && output.guard !== undefined)
}

/** The kinds of steps whose inverse is applied to numeric predictions. */
function backKinds({ outputs }: Pipeline) {
  const steps = outputs.flatMap((output) => (output.kind === 'number' && output.steps ? output.steps.steps : []))
  const kinds = [...new Set(steps.map(({ kind }) => kind))].sort()
  return kinds.flatMap((kind) => findTransform(kind) ?? [])
}

/** The type, shape, and possible values of a column before each step, as the Python module needs them. */
function formsOf(fitted: FittedColumn) {
  return chainOf(fitted).forms.map(({ type, shape, values }) => ({ type, shape, ...(values ? { values } : {}) }))
}

function snake(kind: string): string {
  return kind.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}

const HEAD = `"""How raw values become the numbers that the network takes, and its numbers answers. Written by Netloom; needs numpy."""
import datetime
import json
import os
import unicodedata

import numpy as np

with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "pipeline.json"), encoding="utf-8") as file:
    PIPELINE = json.load(file)


def per(values, form):
    return np.asarray(values) if form["shape"] else values[0]`

const TAIL = `def time_of(value):
    """Milliseconds since 1970, from a number or as 2024-05-31T14:30:00Z; without a zone it is UTC."""
    if value is None:
        return np.nan
    if not isinstance(value, str):
        return float(value)
    moment = datetime.datetime.fromisoformat(value.replace("Z", "+00:00"))
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=datetime.timezone.utc)
    epoch = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
    return (moment - epoch) / datetime.timedelta(milliseconds=1)


def numbers_of(value, shape):
    def number(one):
        return [number(part) for part in one] if isinstance(one, (list, tuple)) else np.nan if one is None else one
    return np.full(shape, np.nan) if value is None else np.asarray(number(value), dtype=np.float64).reshape(shape)


def read(column, values):
    """Raw values of a column as its first step gets them; None is missing. A hash takes categories by name."""
    form = column["from"]
    if form["type"] == "text" or (form["type"] == "category" and column["steps"][0]["kind"] == "hash"):
        return ["" if value is None else value for value in values]
    if form["type"] == "category":
        code = {value: i for i, value in enumerate(form["values"])}
        return np.asarray([float(code.get(value, -1)) for value in values])
    if form["type"] == "time":
        return np.asarray([time_of(value) for value in values])
    if form["type"] == "image":
        return np.asarray([numbers_of(value, form["shape"]) for value in values])
    length = next((step["params"]["length"] for step in column["steps"] if step["kind"] in ("window", "timeWindow")), None)
    shape = [length] if length else form["shape"]
    found = np.asarray([numbers_of(value, shape) for value in values], dtype=np.float64).reshape([-1] + form["shape"])
    return found if form.get("wide") else found.astype(np.float32).astype(np.float64)


def prepare(column, forms, values):
    """The steps of a column one after another; what is still missing then is 0."""
    x = read(column, values)
    for step, form in zip(column["steps"], forms):
        x = STEPS[step["kind"]](x, step["params"], step["learned"], form)
    x = np.asarray(x, dtype=np.float64).reshape([len(values)] + (forms[-1]["shape"] or [1]))
    return np.where(np.isnan(x), 0.0, x)


def encode_input(part, forms, samples):
    if part["kind"] == "image":
        return (np.asarray(samples, dtype=np.float64).reshape([-1] + part["shape"]) * part["scale"]).astype(np.float32)
    columns, found = part["columns"], []
    for i, column in enumerate(columns):
        name = column["column"]
        values = [s[name] if isinstance(s, dict) else s[i] if part.get("plane") else s for s in samples]
        found.append(prepare(column, forms[i], values))
    return np.concatenate(found, axis=-1).astype(np.float32)


def encode(samples):
    """Samples as Netloom takes them (a list, or lists by input) as one array for each input of the network."""
    parts = PIPELINE["inputs"]
    lists = [samples[part["label"]] if isinstance(samples, dict) else samples for part in parts]
    return [encode_input(part, forms, one) for part, forms, one in zip(parts, FORMS, lists)]


def text_of(part, signs):
    """The text of a sign a place: 0 ends it, 1 is unknown, others are of the vocabulary."""
    step = part["text"]["steps"][0]
    known, found = step["learned"]["known"], []
    for sign in signs:
        if sign == 0:
            break
        found.append(known[sign - 2] if 2 <= sign < len(known) + 2 else "\\ufffd")
    return (" " if step["kind"] == "words" else "").join(found)


def calibrated(p, calibration):
    """Probabilities corrected by temperature, Platt's method, or an isotonic function."""
    tiny = np.finfo(np.float64).eps
    if calibration["method"] == "temperature":
        logits = np.log(np.maximum(p, np.finfo(np.float64).tiny))
        q = np.exp((logits - logits.max(axis=1, keepdims=True)) / calibration["temperature"])
        return q / q.sum(axis=1, keepdims=True)
    def correct(fitted, p):
        if calibration["method"] == "isotonic":
            return np.interp(p, fitted["x"], fitted["y"])
        p = np.clip(p, tiny, 1 - tiny)
        return 1 / (1 + np.exp(-(fitted["a"] * np.log(p / (1 - p)) + fitted["b"])))
    if p.shape[1] == 2:
        second = correct(calibration["perClass"][0], p[:, 1])
        return np.stack([1 - second, second], axis=1)
    q = np.stack([correct(fitted, p[:, k]) for k, fitted in enumerate(calibration["perClass"])], axis=1)
    total = q.sum(axis=1, keepdims=True)
    return np.where(total == 0, 1 / p.shape[1], q / np.where(total == 0, 1, total))


def threshold_of(decision, value):
    """The threshold of a row whose column of groups has this value; unknown groups have the shared one."""
    groups, shared = decision["groups"], decision["threshold"]
    if value is None or value != value:
        return shared
    own = value if isinstance(value, str) else np.float32(value)
    if "values" in groups:
        known = [one if isinstance(one, str) else np.float32(one) for one in groups["values"]]
        return groups["thresholds"][known.index(own)] if own in known else shared
    return shared if isinstance(own, str) else groups["thresholds"][sum(own >= np.float32(cut) for cut in groups["cuts"])]


def thresholds_of(decision, samples):
    """One threshold, or that of each sample's group: samples as encode() takes them, with the column of groups."""
    if "groups" not in decision or samples is None:
        return decision["threshold"]
    lists, column = list(samples.values()) if isinstance(samples, dict) else [samples], decision["groups"]["column"]
    rows = [[s[column] for s in row if isinstance(s, dict) and column in s] for row in zip(*lists)]
    return np.array([threshold_of(decision, row[0] if row else None) for row in rows])


def decided(p, decision, samples=None):
    """The index of each row's class: the most likely one, unless one class has a threshold."""
    if not decision:
        return np.argmax(p, axis=1)
    others = p.copy()
    others[:, decision["positive"]] = -np.inf
    reached = p[:, decision["positive"]] >= thresholds_of(decision, samples)
    return np.where(reached, decision["positive"], np.argmax(others, axis=1))


def decode(outputs, samples=None):
    """What the network gives, one array for each output, as answers by the output's label.

    A decision by group needs the samples, with the column of groups; without them, all rows have the shared threshold.
    """
    answers = {}
    for part, y in zip(PIPELINE["outputs"], outputs if isinstance(outputs, (list, tuple)) else [outputs]):
        y = np.asarray(y, dtype=np.float64)
        if part["kind"] == "number":
            # The quantiles of a row, or one number.
            y = y.reshape((-1, len(part["levels"])) if "levels" in part else -1) * part["deviation"] + part["mean"]
            for step in reversed(part["steps"]["steps"] if "steps" in part else []):
                y = BACK[step["kind"]](y, step["params"], step["learned"])
            answers[part["label"]] = y
        elif part["kind"] == "image":
            answers[part["label"]] = np.clip(y / part["scale"], 0, 255)
        elif part["kind"] == "sequence":
            answers[part["label"]] = [text_of(part, signs) for signs in np.argmax(y.reshape([-1] + part["shape"]), axis=2)]
        else:
            y = y.reshape(len(y), -1)
            if y.shape[1] == 1 and len(part["labels"]) == 2:
                second = (y + 1) / 2 if part.get("signed") else y
                y = np.concatenate([1 - second, second], axis=1)
            y = calibrated(y, part["calibration"]) if "calibration" in part else y
            answers[part["label"]] = [part["labels"][k] for k in decided(y, part.get("decision"), samples)]
    return answers`

const GUARD = `

def probabilities(part, y):
    """Those of the network itself, before a calibration."""
    y = np.asarray(y, dtype=np.float64).reshape(len(y), -1)
    if y.shape[1] == 1 and len(part["labels"]) == 2:
        second = (y + 1) / 2 if part.get("signed") else y
        return np.concatenate([1 - second, second], axis=1)
    return y


def squeezed(x, part, forms, bits):
    """The pixels rounded to 2**bits shades, and the medians of windows of 2 x 2."""
    if part["kind"] == "image":
        black, white = np.zeros(part["shape"]), np.full(part["shape"], np.float32(255 * part["scale"]))
    else:
        def filled(value):
            sizes = {c["column"]: c["from"] for c in part["columns"]}
            row = {name: np.full(f["shape"], value).tolist() if f["type"] == "image" else None for name, f in sizes.items()}
            return encode_input({**part, "plane": False}, forms, [row])[0].astype(np.float64)
        black, white = filled(0), filled(255)
    low, high, x = np.minimum(black, white), np.maximum(black, white), x.astype(np.float64)
    steps, width = 2**bits - 1, np.where(high > low, high - low, 1)
    rounded = np.where(high > low, low + np.floor((x - low) / width * steps + 0.5) / steps * (high - low), x)
    padded = np.pad(x, [(0, 0), (1, 0), (1, 0), (0, 0)], mode="edge")
    window = [padded[:, 1:, 1:], padded[:, :-1, 1:], padded[:, 1:, :-1], padded[:, :-1, :-1]]
    return [rounded.astype(np.float32), np.sort(np.stack(window), axis=0)[2].astype(np.float32)]


def flagged(inputs, predict, layer):
    """Whether an input guard flags each row of encoded inputs.

    predict(inputs) gives the outputs of the network, layer(name, inputs) those of one of its layers.
    """
    found = np.zeros(len(inputs[0]), dtype=bool)
    for k, part in enumerate(PIPELINE["outputs"]):
        guard = part.get("guard")
        if not guard:
            continue
        if guard["method"] == "mahalanobis":
            whitening = np.zeros((guard["width"], guard["width"]))
            whitening[np.tril_indices(guard["width"])] = guard["whitening"]
            values = np.asarray(layer(guard["layer"], inputs), dtype=np.float64)
            own = values.reshape(len(found), -1, guard["width"]).mean(axis=1) @ whitening.T
            centers = np.asarray(guard["centers"]).reshape(-1, guard["width"])
            scores = ((own[:, None, :] - centers) ** 2).sum(axis=2).min(axis=1)
        else:
            def of(x):
                outputs = predict(x)
                return probabilities(part, outputs[k] if isinstance(outputs, (list, tuple)) else outputs)
            at = next(i for i, one in enumerate(PIPELINE["inputs"]) if len(one["shape"]) == 3)
            own, ways = of(inputs), squeezed(inputs[at], PIPELINE["inputs"][at], FORMS[at], guard["bits"])
            changed = [of([way if i == at else one for i, one in enumerate(inputs)]) for way in ways]
            scores = np.max([np.abs(own - p).sum(axis=1) for p in changed], axis=0)
        found |= ~(scores <= guard["limit"])
    return found
`

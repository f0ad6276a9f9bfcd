"""Reference results of scikit-learn and NumPy on small columns, fitted on the first rows and applied to all.

They test the steps of src/data/transforms/. Run:
/usr/bin/python3 scripts/oracles/transforms.py > src/data/transforms/fixtures/oracle.json
"""
import json
import sys
import warnings

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.impute import MissingIndicator, SimpleImputer
from sklearn.preprocessing import (FunctionTransformer, KBinsDiscretizer, MinMaxScaler, OneHotEncoder, OrdinalEncoder,
                                   RobustScaler, StandardScaler)

warnings.filterwarnings("ignore")
random = np.random.default_rng(7)
ROWS, FIT = 60, 40
number = np.round(np.exp(random.normal(1, 1.2, ROWS)) * random.choice([-1, 1], ROWS, p=[0.2, 0.8]), 3).astype(np.float32)
holes = number.copy()
holes[random.choice(ROWS, 14, replace=False)] = np.nan
series = np.round(random.normal(3, 2, (ROWS, 4, 2)), 3).astype(np.float32)
words = ["red", "green", "blue", "amber", "teal"]
colour = random.choice(5, ROWS, p=[0.4, 0.25, 0.2, 0.1, 0.05])
lexicon = "the cat sat on a mat dog ran far away from home über naïve café 42 and then slept".split()
weights = np.arange(len(lexicon), 0, -1.0)
texts = [" ".join(random.choice(lexicon, random.integers(1, 9), p=weights / weights.sum())) for _ in range(ROWS)]
texts = [t.capitalize() + random.choice([".", "!", "", "?!"]) for t in texts]
image = random.integers(0, 256, (6, 9, 7, 3)).astype(np.uint8)
moments = [int(m) for m in random.integers(-2_000_000_000_000, 4_000_000_000_000, ROWS)]


def column(x):
    return np.asarray(x, dtype=np.float64).reshape(-1, 1)


def fitted(transformer, x):
    return transformer.fit(x[:FIT]).transform(x)


def out(values):
    values = np.asarray(values, dtype=np.float64).reshape(-1)
    return [None if np.isnan(v) else float(v) for v in values]


cases = []


def case(name, source, steps, values):
    cases.append({"name": name, "column": source, "steps": steps, "values": out(values)})


for by, strategy in [("mean", "mean"), ("median", "median"), ("mostFrequent", "most_frequent"), ("constant", "constant")]:
    imputer = SimpleImputer(strategy=strategy, **({"fill_value": 1.5} if by == "constant" else {}))
    params = {"kind": "impute", "by": by, **({"value": 1.5} if by == "constant" else {})}
    case(f"SimpleImputer {by}", "holes", [params], fitted(imputer, column(holes)))
flagged = np.hstack([fitted(SimpleImputer(), column(holes)), fitted(MissingIndicator(), column(holes))])
case("SimpleImputer with MissingIndicator", "holes", [{"kind": "impute", "flag": True}], flagged)
case("StandardScaler", "number", [{"kind": "standardize"}], fitted(StandardScaler(), column(number)))
case("StandardScaler over holes", "holes", [{"kind": "standardize"}], np.nan_to_num(fitted(StandardScaler(), column(holes))))
flat = series.astype(np.float64)
mean, deviation = flat[:FIT].mean(axis=(0, 1)), flat[:FIT].std(axis=(0, 1))
case("standardize a channel", "series", [{"kind": "standardize"}], (flat - mean) / deviation)
case("MinMaxScaler", "number", [{"kind": "minMax", "low": -1, "high": 2}], fitted(MinMaxScaler((-1, 2)), column(number)))
case("RobustScaler", "number", [{"kind": "robust"}], fitted(RobustScaler(), column(number)))
case("RobustScaler of other quantiles", "number", [{"kind": "robust", "low": 0.1, "high": 0.8}],
     fitted(RobustScaler(quantile_range=(10, 80)), column(number)))
case("log1p", "number", [{"kind": "log"}], FunctionTransformer(np.log1p).transform(np.maximum(column(number), 0)))
signed = np.sign(column(number)) * np.log1p(np.abs(column(number)))
case("signed log", "number", [{"kind": "log", "form": "signed"}], signed)
low, high = np.quantile(column(number)[:FIT], [0.05, 0.9])
case("clip by quantiles", "number", [{"kind": "clip", "low": 0.05, "high": 0.9}], np.clip(column(number), low, high))
for by, strategy in [("width", "uniform"), ("quantile", "quantile")]:
    bins = KBinsDiscretizer(7, encode="onehot-dense", strategy=strategy, subsample=None)
    case(f"KBinsDiscretizer {by}", "number", [{"kind": "bin", "bins": 7, "by": by}, {"kind": "oneHot"}],
         fitted(bins, column(number)))
encoder = OneHotEncoder(categories=[list(range(5))], sparse_output=False)
case("OneHotEncoder", "colour", [{"kind": "oneHot"}], fitted(encoder, column(colour)))
rare = OneHotEncoder(max_categories=4, sparse_output=False, handle_unknown="infrequent_if_exist")
case("OneHotEncoder with rare ones together", "colour", [{"kind": "oneHot", "most": 3}], fitted(rare, column(colour)))
ordered = OrdinalEncoder(categories=[["teal", "blue", "red", "amber", "green"]])
case("OrdinalEncoder", "colour", [{"kind": "ordinal", "order": "teal, blue, red, amber, green"}],
     fitted(ordered, np.asarray(words, dtype=object)[colour].reshape(-1, 1)))
for runs in (1, 2):
    counter = CountVectorizer(token_pattern=r"(?u)\b\w+\b", ngram_range=(1, runs))
    counts = counter.fit(texts[:FIT])
    cases.append({"name": f"CountVectorizer {runs}", "column": "texts",
                  "steps": [{"kind": "bagOfWords", "most": 2000, "runs": runs}],
                  "names": list(counter.get_feature_names_out()), "values": out(counts.transform(texts).toarray())})
pixels = image.astype(np.float64)


def area(size, wants):
    fine = np.zeros((wants, size))
    for i in range(wants):
        for k in range(size * wants):
            if k // size == i:
                fine[i, k // wants] += 1 / size
    return fine


case("resize by area", "image", [{"kind": "resize", "height": 4, "width": 3, "by": "area"}],
     np.einsum("yh,nhwc,xw->nyxc", area(9, 4), pixels, area(7, 3)))


def bilinear(size, wants):
    centres = (np.arange(wants) + 0.5) * size / wants - 0.5
    return np.stack([np.interp(centres, np.arange(size), row) for row in np.eye(size)], axis=1)


case("resize bilinear", "image", [{"kind": "resize", "height": 12, "width": 5, "by": "bilinear"}],
     np.einsum("yh,nhwc,xw->nyxc", bilinear(9, 12), pixels, bilinear(7, 5)))
case("crop", "image", [{"kind": "crop", "height": 4, "width": 3}], pixels[:, 2:6, 2:5])
case("grey", "image", [{"kind": "grayscale"}], pixels @ np.asarray([0.299, 0.587, 0.114]))
unit = pixels / 255
case("rescale and normalize", "image", [{"kind": "rescale"}, {"kind": "normalize"}],
     (unit - unit.mean(axis=(0, 1, 2))) / unit.std(axis=(0, 1, 2)))
windows = np.stack([[column(number)[i - k, 0] if i >= k else 0.0 for k in (4, 3, 2, 1)] for i in range(ROWS)])
case("window", "number", [{"kind": "window", "length": 4, "horizon": 1}], windows)
case("difference", "series", [{"kind": "difference"}], np.diff(flat, axis=1))


def circle(turns):
    return np.stack([np.sin(2 * np.pi * turns), np.cos(2 * np.pi * turns)], axis=1)


stamps = np.asarray(moments, dtype="datetime64[ms]")
days = stamps.astype("datetime64[D]")
in_day = (stamps - days).astype(np.int64) / 3_600_000
years = stamps.astype("datetime64[Y]")
year_day = (days - years.astype("datetime64[D]")).astype(np.int64)
year_length = ((years + 1).astype("datetime64[D]") - years.astype("datetime64[D]")).astype(np.int64)
month = stamps.astype("datetime64[M]").astype(np.int64) % 12
weekday = (days.astype(np.int64) + 3) % 7
case("cyclic time", "moments", [{"kind": "cyclic", "month": True}],
     np.concatenate([circle(in_day / 24), circle(weekday / 7), circle(month / 12), circle(year_day / year_length)], axis=1))
day = (days - stamps.astype("datetime64[M]").astype("datetime64[D]")).astype(np.int64) + 1
case("parts of time", "moments", [{"kind": "timeParts", "weekday": True, "weekend": True, "yearDay": True}],
     np.stack([years.astype(np.int64) + 1970, month + 1, day, weekday, weekday >= 5, year_day + 1, in_day], axis=1))

json.dump({
    "fit": FIT,
    "columns": {
        "number": {"type": "number", "values": out(number)},
        "holes": {"type": "number", "values": out(holes)},
        "series": {"type": "array", "shape": [4, 2], "values": out(series)},
        "colour": {"type": "category", "names": words, "values": [int(c) for c in colour]},
        "texts": {"type": "text", "values": texts},
        "image": {"type": "image", "shape": [9, 7, 3], "values": [int(p) for p in image.reshape(-1)]},
        "moments": {"type": "time", "values": moments},
    },
    "cases": cases,
}, sys.stdout, separators=(",", ":"))

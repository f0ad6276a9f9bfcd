"""Reference predictions of scikit-learn's simple models on digits and diabetes, for src/analysis/baselines.

Run with Debian's python3-sklearn: python3 scripts/oracles/baselines.py
"""
import json
from pathlib import Path

import numpy as np
from sklearn.datasets import load_diabetes, load_digits
from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor


def standard(train, test):
    mean, deviation = train.mean(0), train.std(0)
    deviation[deviation == 0] = 1
    return [np.clip((x - mean) / deviation, -6, 6).astype(np.float32) for x in (train, test)]


def predictions(model, train, y, test):
    return model.fit(train, y).predict(test).tolist()


digits, diabetes = load_digits(), load_diabetes(scaled=False)
out = {}
for name, data, cut, line, near, forest in [
    ("digits", digits, 500, LogisticRegression(C=1, tol=1e-8, max_iter=10000), KNeighborsClassifier(5), RandomForestClassifier(40, random_state=0)),
    ("diabetes", diabetes, 300, Ridge(alpha=1), KNeighborsRegressor(5), RandomForestRegressor(40, min_samples_leaf=3, max_features=1 / 3, random_state=0)),
]:
    x, y = data.data[: cut + 142], data.target[: cut + 142]
    train, test = standard(x[:cut], x[cut:])
    out[name] = {
        "classes": 10 if name == "digits" else 0,
        "x": x.tolist(),
        "y": y.tolist(),
        "cut": cut,
        "linear": predictions(line, train, y[:cut], test),
        "neighbours": predictions(near, train, y[:cut], test),
        "forest": [predictions(forest.set_params(random_state=seed), train, y[:cut], test) for seed in range(5)],
    }

path = Path(__file__).parents[2] / "src/analysis/baselines/fixtures/baselines.json"
path.write_text(json.dumps(out, separators=(",", ":")) + "\n")

"""The scores of any number of agencies as a grid, one row an agency, one column a code: means of columns of columns."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from italib.framework import LEVELS, Framework

BOUNDS = ["score", "low", "high"]


class Grid:
    """Scores by group (whatever `keys` tell apart) and code, on the way up the hierarchy.

    Children are added up in the order of the framework, column by column: an agency has the same score to the last bit
    alone and among thousands.
    """

    def __init__(self, framework: Framework, keys: Sequence[str], frames: Sequence[pd.DataFrame]):
        self._framework, self._keys = framework, list(keys)
        self._codes = [code for level in LEVELS for code in framework.codes[level]]
        self._place = {code: place for place, code in enumerate(self._codes)}
        self._groups = self._groups_of(frames)
        shape = (len(self._groups), len(self._codes))
        self._scores = {bound: np.full(shape, np.nan) for bound in BOUNDS}
        self._there = np.zeros(shape, dtype="bool")
        self._basis = np.full(shape, "", dtype="object")

    def _groups_of(self, frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
        """One row a group, in the order of the keys; one row without columns where there are no keys."""
        if not self._keys:
            return pd.DataFrame(index=range(1))
        met = [frame[self._keys].drop_duplicates() for frame in frames]
        groups = pd.concat(met, ignore_index=True) if met else pd.DataFrame(columns=self._keys)
        return groups.drop_duplicates().sort_values(self._keys, ignore_index=True)

    def _rows(self, frame: pd.DataFrame) -> np.ndarray:
        """The row of the grid that each row of a frame belongs to; -1 for none."""
        match self._keys:
            case []:
                return np.zeros(len(frame), dtype="int64")
            case [key]:
                return pd.Index(self._groups[key]).get_indexer(frame[key])
        return pd.MultiIndex.from_frame(self._groups).get_indexer(pd.MultiIndex.from_frame(frame[self._keys]))

    def take_parts(self, parts: pd.DataFrame) -> None:
        """Items as the mean of their parts; missing where a part has no answer at all."""
        known = [(part.item, part.part) for item in self._framework.items for part in item.parts]
        place = {part: number for number, part in enumerate(known)}
        columns = _places(parts["item"], list(self._framework.codes["item"]))
        # A part is known by its item and its number together.
        width = max((part for _, part in known), default=0) + 1
        lookup = np.full((len(self._framework.codes["item"]), width), -1)
        for (item, part), number in place.items():
            lookup[self._framework.codes["item"].index(item), part] = number
        values = np.full((len(self._groups), len(known)), np.nan)
        values[self._rows(parts), lookup[columns, parts["part"].to_numpy(dtype="int64")]] = parts["score"]
        for item in self._framework.items:
            own = [values[:, place[item.code, part.part]] for part in item.parts]
            at, total = self._place[item.code], np.zeros(len(self._groups))
            for score in own:
                total = total + score
            self._put(at, ~np.isnan(own).all(axis=0), dict.fromkeys(BOUNDS, total / len(own)), "answers")

    def take_given(self, given: pd.DataFrame) -> None:
        """Scores that are taken as they stand."""
        if not len(given):
            return
        at = self._rows(given), _places(given["code"], self._codes)
        for bound in BOUNDS:
            self._scores[bound][at] = given[bound]
        self._there[at] = True
        self._basis[at] = given["basis"]

    def climb(self, level: str) -> None:
        """The weighted means that the children of one level make, for whatever parents they have."""
        tree = self._framework.tree
        for parent, children in tree[tree["level"] == level].groupby("parent", sort=False):
            expected = int((tree["parent"] == parent).sum())
            places = [self._place[code] for code in children["code"]]
            made = self._there[:, places].any(axis=1) & ~self._there[:, self._place[parent]]
            whole = ~np.isnan(self._scores["score"][:, places]).any(axis=1) & (len(places) == expected)
            means = {}
            for bound in BOUNDS:
                total = np.zeros(len(self._groups))
                for place, weight in zip(places, children["weight"], strict=True):
                    total = total + self._scores[bound][:, place] * float(weight)
                means[bound] = np.where(whole, total / float(children["weight"].sum()), np.nan)
            self._put(self._place[parent], made, means, "computed")

    def _put(self, place: int, there: np.ndarray, scores: dict[str, np.ndarray], basis: str) -> None:
        for bound in BOUNDS:
            self._scores[bound][there, place] = scores[bound][there]
        self._there[there, place] = True
        self._basis[there, place] = basis

    def frame(self, people: pd.DataFrame) -> pd.DataFrame:
        """One row a group × code that is there: `keys, level, code, score, low, high, n, basis`; `people` tells n."""
        n = np.zeros(self._there.shape, dtype="int64")
        rows = self._rows(people)
        met = rows >= 0
        n[rows[met], _places(people["code"], self._codes)[met]] = people["n"][met]
        groups, codes = np.nonzero(self._there)
        levels = [self._framework.level_of[code] for code in self._codes]
        columns = {key: self._groups[key].take(groups).array for key in self._keys}
        columns |= {
            "level": pd.Series(levels, dtype="str").take(codes).array,
            "code": pd.Series(self._codes, dtype="str").take(codes).array,
        }
        columns |= {bound: self._scores[bound][self._there] for bound in BOUNDS}
        counted = n[self._there]
        columns["n"] = pd.arrays.IntegerArray(counted, counted == 0)
        bases = pd.Categorical(self._basis[self._there])
        columns["basis"] = pd.Series(bases.categories, dtype="str").take(bases.codes).array
        return pd.DataFrame(columns)


def _places(values: pd.Series, known: Sequence[str]) -> np.ndarray:
    """Where each value stands among the known ones; each distinct value is looked for once."""
    kinds = pd.Categorical(values)
    return pd.Index(known, dtype="str").get_indexer(kinds.categories.astype("str"))[kinds.codes]

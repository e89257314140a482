import json, time
from tests.instruments.client import served
from tests.instruments.installation import Installation
from tests.world import World

async def test_probe(installation: Installation, world: World) -> None:
    async with served(installation, world.laundry.api_key) as c:
        def show(label, r): print(label, r.status_code, dict(r.headers), r.text[:300], sep=" | ")
        J={"Content-Type":"application/json"}
        P="/api/v1/customers"
        show("big", await c.post(P, content=b'{"a":"'+b"x"*1_100_000+b'"}', headers=J))
        show("405", await c.put(P))
        show("405b", await c.request("DELETE", "/healthz"))
        show("404", await c.get("/api/v1/nope"))
        show("options", await c.options(P))
        show("head", await c.head(P))
        for label, raw in {"nul": b'{"type":"guest","name":"a\\u0000b"}', "rawnul": b'{"type":"guest","name":"a\x00b"}', "surr": b'{"type":"guest","name":"\\ud800"}', "utf8": b'{"name":"\xff"}', "bom": b'\xef\xbb\xbf{"type":"guest"}', "dup": b'{"type":"guest","type":"vip"}', "deep": b'[' * 100000, "deepobj": b'{"preferences":' * 5000 + b"1" + b"}"*5000, "num": b'{"type":"guest","preferences":{"a":1e999}}', "big": b'{"type":"guest","preferences":{"a":'+b"9"*5000+b'}}', "deep900": b'{"type":"guest","preferences":{"a":'+b'['*900+b']'*900+b'}}', "nan": b'{"type":"guest","preferences":{"a":NaN}}', "arr": b"[]", "str": b'"x"', "null": b'null'}.items():
            show(label, await c.post(P, content=raw, headers=J))
        show("empty", await c.post(P, content=b"", headers=J))
        show("get", await c.get(P))
        show("cookie", await c.get(P, params=[("limit","1"),("limit","2")]))
        show("typenull", await c.get(P, params={"type":"null"}))
        path=f"{P}/{world.laundry.ana.id}"
        show("patch inm", await c.patch(path, json={"tags":["x"]}, headers={"If-None-Match":'"2"'}))
        show("patch weak", await c.patch(path, json={"tags":["y"]}, headers={"If-Match":'W/"2"'}))
        show("patch 415", await c.patch(path, content=b"{}", headers={"Content-Type":"text/plain"}))
        show("delete", await c.delete(path))
        show("block del", await c.post(path+"/block", json={"reason":"x"}, headers={"If-Match":'"77"'}))
        t=time.perf_counter()
        for _ in range(100): await c.get(path)
        print("ms per get", (time.perf_counter()-t)*10)
        show("metrics", await c.get("/metrics"))
        show("type missing", await c.post(P, json={"name":5,"phone":"1"}, headers={"Accept-Language":"ar"}))
        show("slash", await c.get(P+"/"))
        show("health", await c.get("/healthz"))
        show("docs", await c.get("/api/v1/docs"))

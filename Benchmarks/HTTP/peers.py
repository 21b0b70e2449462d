"""Sends chat completions as Python programs do: usage `peers.py PEER URL REQUESTS CONCURRENCY FILE`.

Prints the seconds it took and the processor seconds of the program meanwhile. Every peer checks the answer and adds up its
usage.
"""

import asyncio
import json
import os
import sys
import time

PEER, URL, REQUESTS, CONCURRENCY = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
with open(sys.argv[5], encoding="utf-8") as file:
    QUESTION = json.load(file)
BASE = URL.removesuffix("/chat/completions")


async def with_aiohttp():
    import aiohttp

    connector = aiohttp.TCPConnector(limit=0)
    session = aiohttp.ClientSession(connector=connector, headers={"authorization": "Bearer key"})

    async def ask():
        async with session.post(URL, json=QUESTION) as response:
            answer = await response.json()
        return answer["choices"][0]["message"]["content"], answer["usage"]["total_tokens"]

    return ask, session.close


async def with_openai():
    import openai

    client = openai.AsyncOpenAI(base_url=BASE, api_key="key", max_retries=0)

    async def ask():
        answer = await client.chat.completions.create(**QUESTION)
        return answer.choices[0].message.content, answer.usage.total_tokens

    return ask, client.close


async def with_litellm():
    # Else it fetches prices from the network, and again while it is measured.
    os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"
    import litellm

    litellm.telemetry = False
    parameters = {"model": "openai/example", "api_base": BASE, "api_key": "key"}
    router = litellm.Router(model_list=[{"model_name": "example", "litellm_params": parameters}], num_retries=0)

    async def ask():
        answer = await router.acompletion(**QUESTION)
        return answer.choices[0].message.content, answer.usage.total_tokens

    async def close():
        pass

    return ask, close


async def main():
    ask, close = await {"aiohttp": with_aiohttp, "openai": with_openai, "litellm": with_litellm}[PEER]()
    tokens = 0

    async def work(share):
        nonlocal tokens
        for _ in range(share):
            text, used = await ask()
            assert len(text) == 400
            tokens += used

    # The first call sets things up that later ones use.
    await work(1)
    tokens = 0
    shares = [REQUESTS // CONCURRENCY + (place < REQUESTS % CONCURRENCY) for place in range(CONCURRENCY)]
    start, cpu = time.perf_counter(), time.process_time()
    await asyncio.gather(*(work(share) for share in shares))
    print(time.perf_counter() - start, time.process_time() - cpu, flush=True)
    assert tokens == 140 * REQUESTS
    await close()


asyncio.run(main())
